"""Hold the sentences of the edition's pages in English and Persian, side by side for the translator.

`{name}` stands for a value that is put in escaped. A text is plain words, without markup.
"""

from __future__ import annotations

from everyname.edition.texts_method import METHOD_TEXTS

__all__ = ["LANGUAGES", "TEXTS"]

LANGUAGES: dict[str, tuple[str, str]] = {"en": ("English", "ltr"), "fa": ("فارسی", "rtl")}

_PAGE_TEXTS: dict[str, tuple[str, str]] = {
    # every page
    "skip": ("Skip to the text", "رفتن به متن"),
    "invented": (
        "Everybody in this edition is invented. It shows how the program works and records nobody.",
        "همهٔ افراد این نسخه ساختگی‌اند. این نسخه تنها کارکرد برنامه را نشان می‌دهد و کسی را ثبت نمی‌کند.",
    ),
    "nav": ("Pages", "صفحه‌ها"),
    "front": ("Overview", "نمای کلی"),
    "names": ("Names", "نام‌ها"),
    "numbers": ("Numbers", "عددها"),
    "method": ("Method", "روش"),
    "data": ("Data", "داده‌ها"),
    "check": ("Check", "راستی‌آزمایی"),
    "edition_of": ("Edition {number} of {day}", "نسخهٔ {number}، {day}"),
    "other_language": ("In English", "به فارسی"),
    "none": ("none", "هیچ"),
    "not_stated": ("not stated", "نامعلوم"),
    # front
    "three_kinds": ("Three kinds of number", "سه گونه عدد"),
    "three_kinds_say": (
        "They answer different questions and must not be added or exchanged.",
        "هر یک به پرسشی جداگانه پاسخ می‌دهد؛ نباید آن‌ها را با هم جمع یا جابه‌جا کرد.",
    ),
    "kind_documented": ("Documented", "مستند"),
    "kind_stated": ("Stated", "اظهارشده"),
    "kind_estimated": ("Estimated", "برآوردشده"),
    "say_documented": (
        "Persons whom this record found in its sources, each counted once. It is a minimum: whoever no "
        "source lists is not in it.",
        "کسانی که در منابع این سند یافت شده‌اند، هر کس یک بار. این عدد کمینه است: کسی که در هیچ منبعی "
        "نیامده در آن نیست.",
    ),
    "say_stated": (
        "Numbers that others stated for everybody in scope. They are reported here, not confirmed.",
        "عددهایی که دیگران برای همهٔ افراد این دامنه گفته‌اند. این‌جا فقط نقل می‌شوند و تأیید نشده‌اند.",
    ),
    "say_estimated": (
        "How many there were in all, by a model that reasons from how far the lists overlap.",
        "شمار کل، بر پایهٔ مدلی که از هم‌پوشانی فهرست‌ها نتیجه می‌گیرد.",
    ),
    "persons": ("persons", "نفر"),
    "at_least": ("at least", "دست‌کم"),
    "range_of": ("between {low} and {high}", "بین {low} و {high}"),
    "range_links": (
        "{range}, depending on which doubtful pairs of reports speak of one person",
        "{range}، بسته به این‌که کدام جفت‌گزارش‌های تردیدآمیز دربارهٔ یک نفرند",
    ),
    "named_unnamed": (
        "{named} with a name, {unnamed} without",
        "{named} نفر با نام، {unnamed} نفر بی‌نام",
    ),
    "withheld_count": (
        "{count} of them have no page: {reasons}",
        "{count} نفر از آنان صفحه ندارند: {reasons}",
    ),
    "from_to": ("from {low} to {high}", "از {low} تا {high}"),
    "stated_by": ("Stated by: {who}", "به گفتهٔ: {who}"),
    "nobody_states": (
        "No accepted claim states a number for everybody in scope.",
        "هیچ ادعای پذیرفته‌شده‌ای عددی برای همهٔ افراد این دامنه نمی‌گوید.",
    ),
    "other_claims": (
        "Numbers for groups or places, repeats and denials: {count} more claims on the page of numbers.",
        "عدد برای گروه‌ها یا مکان‌ها، تکرارها و تکذیب‌ها: {count} ادعای دیگر در صفحهٔ عددها.",
    ),
    "no_estimate": ("No estimate is given.", "برآوردی ارائه نمی‌شود."),
    "why": ("Why: {reason}", "علت: {reason}"),
    "estimate_middle": ("middle value {value}", "مقدار میانی {value}"),
    "by_method": ("Method: {method}. {assumption}", "روش: {method}. {assumption}"),
    "people_seen": (
        "{n} persons stand in at least one of the lists used.",
        "{n} نفر دست‌کم در یکی از فهرست‌های به‌کاررفته آمده‌اند.",
    ),
    "no_estimate_made": ("No estimate was made for this edition.", "برای این نسخه برآوردی انجام نشد."),
    "as_of": ("As of {day}", "تا تاریخ {day}"),
    "not_included": ("What is not included", "آنچه در این شمار نیست"),
    "not_included_default": (
        "Whoever no source of this record lists; whoever was harmed outside the scope above.",
        "کسی که در هیچ منبع این سند نیامده؛ و هر که بیرون از دامنهٔ بالا آسیب دیده است.",
    ),
    "read_names": ("Read the names", "خواندن نام‌ها"),
    "how_to_check": ("How to check this edition", "چگونه این نسخه را راستی‌آزمایی کنیم"),
    "how_to_check_say": (
        "Each page and each statement is bound to a signed log. Anyone can check it without a network.",
        "هر صفحه و هر گفته به دفتری امضاشده گره خورده است. هر کس می‌تواند بی‌نیاز از شبکه آن را بیازماید.",
    ),
    # names
    "with_name": ("Persons with a name", "افراد با نام"),
    "latin_names": ("A to Z", "A تا Z"),
    "arabic_names": ("Alef to ye", "الف تا ی"),
    "other_names": ("Other scripts", "خط‌های دیگر"),
    "unnamed_persons": ("Persons without a name", "افراد بی‌نام"),
    "unnamed_say": (
        "Sources speak of {count} persons without a name. They are counted, and listed here apart.",
        "منابع از {count} نفر بدون نام یاد کرده‌اند. آنان شمرده شده‌اند و این‌جا جداگانه آمده‌اند.",
    ),
    "unnamed_person": ("A person without a name", "فردی بی‌نام"),
    "no_names": ("This edition holds no names.", "در این نسخه نامی نیست."),
    "letters": ("Letters", "حرف‌ها"),
    "names_say": (
        "A person stands under every script a source wrote the name in.",
        "هر کس زیر هر خطی آمده که منبعی نامش را به آن نوشته است.",
    ),
    "part": ("{letter}, part {part}", "{letter}، بخش {part}"),
    # person
    "spellings": ("Name in every spelling", "نام با همهٔ نگارش‌ها"),
    "facts": ("What the sources agree on", "آنچه منابع در آن هم‌داستان‌اند"),
    "outcome": ("Outcome", "سرنوشت"),
    "date": ("Date", "تاریخ"),
    "place": ("Place", "مکان"),
    "age": ("Age", "سن"),
    "years": ("{age} years", "{age} سال"),
    "sex": ("Sex", "جنسیت"),
    "standing": ("Standing", "وضعیت سند"),
    "source": ("Source", "منبع"),
    "name": ("Name", "نام"),
    "link": ("Address", "نشانی"),
    "contested": ("Contested", "مورد اختلاف"),
    "corrections": ("Corrections", "اصلاح‌ها"),
    "who_said_what": ("What each source said", "هر منبع چه گفته است"),
    "as_written": ("as written: {text}", "چنان‌که نوشته شده: {text}"),
    "minor_note": (
        "One source or more gives an age under {age}. So this page shows an age band, a wider place and no "
        "portrait or address.",
        "دست‌کم یک منبع سنی کمتر از {age} سال می‌گوید. از این رو این صفحه بازهٔ سنی و مکانی کلی‌تر نشان "
        "می‌دهد و تصویر و نشانی ندارد.",
    ),
    "portrait_of": ("Portrait of {name}", "تصویر {name}"),
    "check_page": ("Check this page", "راستی‌آزمایی این صفحه"),
    "check_page_say": (
        "In the folder of this edition, run the command below. It shows whether this page is as it was signed.",
        "در پوشهٔ این نسخه فرمان زیر را اجرا کنید تا ببینید این صفحه همان است که امضا شده.",
    ),
    "fingerprint": ("Fingerprint", "اثر انگشت"),
    "proof": ("Proof", "گواه"),
    "more_sources": ("{count} more reports are in the data files.", "{count} گزارش دیگر در پرونده‌های داده است."),
    # numbers
    "claims": ("Numbers that were stated", "عددهایی که گفته شده"),
    "claims_say": (
        "A source that repeats another's number is listed as a repeat, never as a second statement.",
        "منبعی که عدد دیگری را تکرار کند «تکرار» شمرده می‌شود و نه گفته‌ای تازه.",
    ),
    "no_claims": ("No claim has been accepted.", "هیچ ادعایی پذیرفته نشده است."),
    "measure": ("Of whom", "دربارهٔ"),
    "stated_number": ("Number as stated", "عدد چنان‌که گفته شده"),
    "goes_back": ("Goes back to", "از که آمده"),
    "origin_unsure": ("probably {who}", "احتمالاً {who}"),
    "origin_unknown": ("unknown", "نامعلوم"),
    "repeats": ("repeats {who}", "تکرار گفتهٔ {who}"),
    "own_statement": ("its own statement", "گفتهٔ خود منبع"),
    "says_that": ("{who}, by {source}", "{who}، به نقل {source}"),
    "mentioned": ("given {count} times", "{count} بار آمده"),
    "denied": ("denied", "تکذیب شده"),
    "alleged": ("alleged", "ادعا شده"),
    "hypothetical": ("supposed", "فرضی"),
    "threatened": ("threatened", "تهدید شده"),
    "breakdowns": ("The documented persons in parts", "افراد مستند به تفکیک"),
    "breakdown_say": (
        "Where sources differ, the person stands under “sources differ”.",
        "هر جا منابع یکسان نگفته‌اند، فرد زیر «منابع متفاوت گفته‌اند» آمده است.",
    ),
    "too_few": ("fewer than {small}, or hidden beside such a number", "کمتر از {small}، یا پنهان در کنار چنین عددی"),
    "value": ("Value", "مقدار"),
    "by_outcome": ("By outcome", "به تفکیک سرنوشت"),
    "by_country": ("By country", "به تفکیک کشور"),
    "by_province": ("By province", "به تفکیک استان"),
    "by_month": ("By month", "به تفکیک ماه"),
    "by_age_band": ("By age", "به تفکیک سن"),
    "by_sex": ("By sex", "به تفکیک جنسیت"),
    "chart_say": (
        "A bar for each row of the table that follows.",
        "برای هر ردیف جدول زیر یک میله.",
    ),
    "estimate": ("The estimate", "برآورد"),
    "estimate_lists": ("Lists used: {lists}", "فهرست‌های به‌کاررفته: {lists}"),
    "estimate_window": ("Window that all of them cover: {window}", "بازه‌ای که همه پوشش می‌دهند: {window}"),
    "estimate_rows": ("Every method and what it assumes", "همهٔ روش‌ها و فرض هر یک"),
    "estimate_method": ("Method", "روش"),
    "assumption": ("It assumes", "فرض می‌کند"),
    "result": ("Result", "نتیجه"),
    "interval": ("95% interval", "بازهٔ ۹۵٪"),
    "warnings": ("Warnings", "هشدارها"),
    "headline_row": ("leads on the front page", "در صفحهٔ نخست می‌آید"),
    "interval_chart": ("Estimates with their intervals", "برآوردها و بازه‌هایشان"),
}

TEXTS: dict[str, tuple[str, str]] = {**_PAGE_TEXTS, **METHOD_TEXTS}
