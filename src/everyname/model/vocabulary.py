"""The closed lists of terms, with labels people read; codes are stored, labels are shown.

Outcome and measure terms follow the micro-thesauri of the HURIDOCS standard formats in meaning;
labels are ours. Arabic and Sorani labels come with the edition's translations.
"""

from __future__ import annotations

__all__ = [
    "CLAIM_KINDS",
    "CONSENT_PURPOSES",
    "LABELS",
    "MEASURES",
    "MODALITIES",
    "OUTCOMES",
    "SEXES",
    "SOURCE_KINDS",
    "STANDINGS",
    "WITHHELD_CLASSES",
    "label",
]

OUTCOMES = (
    "killed",
    "died_in_custody",
    "executed",
    "died_otherwise",
    "injured",
    "detained",
    "missing",
    "released",
    "reported_alive",
    "unknown",
)
SEXES = ("female", "male", "other")
MEASURES = ("killed", "injured", "detained", "missing", "abducted", "displaced", "executed", "casualties")
CLAIM_KINDS = ("exact", "at_least", "more_than", "at_most", "about", "range", "vague")
MODALITIES = ("asserted", "denied", "alleged", "hypothetical", "threatened")
SOURCE_KINDS = ("list", "outlet", "organisation", "office", "witness", "family", "unknown")
CONSENT_PURPOSES = ("store", "publish", "portrait", "advocate", "court")
WITHHELD_CLASSES = ("consent", "safety", "family", "legal", "doubt", "other")
STANDINGS = ("documented", "reported", "contested", "withdrawn")

LABELS: dict[str, dict[str, str]] = {
    "killed": {"en": "killed", "fa": "کشته‌شده"},
    "died_in_custody": {"en": "died in custody", "fa": "درگذشته در بازداشت"},
    "executed": {"en": "executed", "fa": "اعدام‌شده"},
    "died_otherwise": {"en": "died otherwise", "fa": "درگذشته به علت دیگر"},
    "injured": {"en": "injured", "fa": "زخمی"},
    "detained": {"en": "detained", "fa": "بازداشت‌شده"},
    "missing": {"en": "missing", "fa": "ناپدیدشده"},
    "released": {"en": "released", "fa": "آزادشده"},
    "reported_alive": {"en": "reported alive", "fa": "گزارش‌شده به‌عنوان زنده"},
    "abducted": {"en": "abducted", "fa": "ربوده‌شده"},
    "displaced": {"en": "displaced", "fa": "آواره"},
    "casualties": {"en": "casualties", "fa": "تلفات"},
    "unknown": {"en": "unknown", "fa": "نامعلوم"},
    "female": {"en": "female", "fa": "زن"},
    "male": {"en": "male", "fa": "مرد"},
    "other": {"en": "other", "fa": "دیگر"},
    "differs": {"en": "sources differ", "fa": "منابع متفاوت گفته‌اند"},
    "documented": {"en": "documented", "fa": "مستند"},
    "reported": {"en": "reported", "fa": "گزارش‌شده"},
    "contested": {"en": "contested", "fa": "مورد اختلاف"},
    "withdrawn": {"en": "withdrawn", "fa": "پس‌گرفته‌شده"},
    "exact": {"en": "", "fa": ""},
    "at_least": {"en": "at least", "fa": "دست‌کم"},
    "more_than": {"en": "more than", "fa": "بیش از"},
    "at_most": {"en": "at most", "fa": "حداکثر"},
    "about": {"en": "about", "fa": "حدود"},
    "range": {"en": "between", "fa": "بین"},
    "vague": {"en": "no number given", "fa": "بدون عدد"},
}


def label(code: str, language: str = "en") -> str:
    """Give the label of a code; the code itself where none is known."""
    return LABELS.get(code, {}).get(language, code.replace("_", " "))
