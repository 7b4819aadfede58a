"""Tell a cell that says nothing ("-", "n/a", "نامشخص") from one that says something."""

from __future__ import annotations

from functools import lru_cache

from everyname.writing.fold import fold
from everyname.writing.wording import tidy

__all__ = ["SAID_OF_NOTHING", "is_placeholder"]

_NOTHING = """
n/a | na | n.a. | n a | #n/a | nan | nat | null | none | (none) | (blank) | blank | empty | undefined
unknown | unk | not known | not stated | not available | not given | not specified | not reported | not disclosed
not identified | not provided | not recorded | unspecified | undetermined | unidentified | undisclosed | unnamed
unclear | no data | no information | no info | no name | none given | name withheld | withheld | anonymous | tbd | tba | ?
inconnu | inconnue | bilinmiyor | невідомо | невідомий | неизвестно | неизвестный
نامشخص | نا مشخص | نامعلوم | نا معلوم | مشخص نیست | معلوم نیست | مشخص نشده | ناشناس | نا شناس | ناشناخته
مجهول | مجهول الهویه | مجهولة | مجهولة الهوية | بی نام | بدون نام | اعلام نشده | ذکر نشده | ثبت نشده | شناسایی نشده
ندارد | نداریم | هیچ | خالی | بدون اطلاعات | اطلاعی در دست نیست | هویت نامعلوم | هویت نامشخص
غير معروف | غير معروفة | غير معلوم | غير معلومة | غير محدد | غير محددة | غير متوفر | غير متوفرة | غير مذكور
غير مسجل | غير متاح | لا يوجد | لا توجد | لا شيء | لا يوجد معلومات | بدون اسم | بلا اسم
نەناسراو | نادیار | نەزانراو | دیار نییە | نا دیار | nenas | nayê zanîn | nediyar | ne diyar
"""  # noqa: E501
_FIELD_TEXT = """
name names age date day place location city sex gender identity cause of is the نام اسم سن تاریخ محل
مکان شهر جنسیت هویت علت است عمر تاریخ مدینه مکان جنس
"""
_FIELD_WORDS = frozenset(_FIELD_TEXT.split())
_PHRASES = frozenset(
    form
    for line in _NOTHING.split("\n")
    for phrase in line.split("|")
    for form in (tidy(phrase), fold(phrase))
    if form
)
# A text with a letter or digit and none of these words is no placeholder.
SAID_OF_NOTHING = frozenset(word for phrase in _PHRASES for word in fold(phrase).split())


@lru_cache(maxsize=8192)
def is_placeholder(text: str) -> bool:
    """Say whether `text` stands for "nothing is stated" (English, Persian, Arabic, Kurdish; bare signs).

    A field's own word beside it does not matter ("age unknown", "نام نامشخص"). A zero is a value.
    """
    if not any(char.isalnum() for char in text):
        return True
    words = fold(text).split()
    if words and SAID_OF_NOTHING.isdisjoint(words):
        return False  # nearly every text; the rest below is slower
    plain = tidy(text)
    if plain in _PHRASES or plain.strip("()[]<>*.?؟-# ") in _PHRASES:
        return True
    rest = " ".join(word for word in words if word not in _FIELD_WORDS)
    return len(rest.split()) < len(words) and rest in _PHRASES
