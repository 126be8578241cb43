"""Telegram: a source in, a telegram out. Reads and resolves; changes no text and judges nothing."""

from cablegram.telegram.messages import telegram_spans
from cablegram.telegram.mrn import canonical_mrn
from cablegram.telegram.reader import parse
from cablegram.telegram.records import Telegram

__all__ = ["Telegram", "canonical_mrn", "parse", "telegram_spans"]
