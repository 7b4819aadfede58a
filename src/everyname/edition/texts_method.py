"""Hold the sentences of the pages on method, data and checking in English and Persian."""

from __future__ import annotations

__all__ = ["FIELD_TEXTS", "METHOD_TEXTS", "METHOD_WORDS_FA"]

METHOD_TEXTS: dict[str, tuple[str, str]] = {
    "method_say": (
        "This page is written from the scope and the rules in force for this edition.",
        "این صفحه از روی دامنه و قواعد جاری این نسخه نوشته شده است.",
    ),
    "scope": ("Who is counted", "چه کسانی شمرده می‌شوند"),
    "outcomes_counted": ("Outcomes counted: {list}.", "سرنوشت‌هایی که شمرده می‌شوند: {list}."),
    "window": ("From {first} to {last}, both days included.", "از {first} تا {last}، با هر دو روز."),
    "no_window": ("No limit of time is set.", "محدودیت زمانی تعیین نشده است."),
    "countries": ("Countries: {list}.", "کشورها: {list}."),
    "provinces": ("Provinces: {list}.", "استان‌ها: {list}."),
    "left_out": ("Reports left out, and why", "گزارش‌های کنارگذاشته و علت آن"),
    "left_out_none": ("No report was left out.", "گزارشی کنار گذاشته نشد."),
    "reports": ("Reports", "گزارش‌ها"),
    "reason": ("Reason", "علت"),
    "reason_outcome": ("the outcome stated is not one that is counted", "سرنوشت گفته‌شده از موارد شمارش نیست"),
    "reason_window": ("every date stated lies outside the window", "همهٔ تاریخ‌ها بیرون از بازه‌اند"),
    "reason_country": ("every place stated lies in another country", "همهٔ مکان‌ها در کشوری دیگرند"),
    "reason_province": ("every place stated lies in another province", "همهٔ مکان‌ها در استانی دیگرند"),
    "reason_undated": ("no date is stated", "تاریخی گفته نشده است"),
    "withheld": ("Persons counted but not shown", "افراد شمرده‌شده‌ای که نمایش داده نمی‌شوند"),
    "withheld_none": ("Nobody is withheld.", "کسی پوشیده نمانده است."),
    "class_consent": ("no consent to publication", "بدون رضایت به انتشار"),
    "class_safety": ("safety of others", "امنیت دیگران"),
    "class_family": ("wish of the family", "خواست خانواده"),
    "class_legal": ("a legal bar", "منع قانونی"),
    "class_doubt": ("doubt under review", "تردید در دست بررسی"),
    "class_other": ("another reason, kept with the record", "علتی دیگر که نزد سند نگه داشته می‌شود"),
    "rules": ("What is shown, and how finely", "چه چیز و با چه دقتی نمایش داده می‌شود"),
    "rule_date": ("Dates are shown to the {step}.", "تاریخ تا دقت {step} نمایش داده می‌شود."),
    "rule_place": (
        "Places are shown to the {step}; for minors to the {minor}.",
        "مکان تا دقت {step} نمایش داده می‌شود؛ برای خردسالان تا {minor}.",
    ),
    "rule_minor": (
        "Whoever any source may put under {age} years is shown with an age band and without portrait or address.",
        "هر کس که منبعی سنش را کمتر از {age} سال بداند، با بازهٔ سنی و بی‌تصویر و نشانی نمایش داده می‌شود.",
    ),
    "rule_small": ("Counts under {small} in the breakdowns are hidden.", "در تفکیک‌ها عددهای کمتر از {small} پنهان‌اند."),
    "rule_portraits": (
        "A portrait is shown only when it was cleared; it is drawn anew from its pixels.",
        "تصویر تنها پس از اجازه نمایش داده می‌شود و از نو از روی پیکسل‌هایش ساخته شده است.",
    ),
    "rule_no_portraits": ("No portraits are shown.", "تصویری نمایش داده نمی‌شود."),
    "rule_never": (
        "Never shown: who gave or reviewed a report, when it came in, relatives, a source's own row numbers, exact places.",
        "هرگز نمایش داده نمی‌شود: چه کسی گزارشی را داده یا بررسی کرده، زمان رسیدن آن، خویشان، شمارهٔ ردیف نزد منبع، مکان دقیق.",
    ),
    "step_day": ("day", "روز"),
    "step_month": ("month", "ماه"),
    "step_year": ("year", "سال"),
    "step_exact": ("words of the source", "واژه‌های منبع"),
    "step_city": ("city", "شهر"),
    "step_province": ("province", "استان"),
    "step_country": ("country", "کشور"),
    "definitions": ("Words used here", "واژه‌های به‌کاررفته"),
    "def_source": ("Source: who said it.", "منبع: آن که گفته است."),
    "def_report": (
        "Report: what one source said of one person, kept as it was given.",
        "گزارش: آنچه یک منبع دربارهٔ یک نفر گفته، همان‌گونه که داده شده.",
    ),
    "def_person": (
        "Person: our finding that some reports speak of one human being. Doubtful pairs are judged by people; until then they stay apart.",
        "فرد: یافتهٔ ما که چند گزارش دربارهٔ یک انسان‌اند. جفت‌های تردیدآمیز را انسان داوری می‌کند و تا آن زمان جدا می‌مانند.",
    ),
    "def_documented": (
        "Documented number: persons in scope, each counted once. Its range joins all doubtful pairs at one end and none at the other.",
        "عدد مستند: افراد این دامنه، هر کس یک بار. در یک سر بازه همهٔ جفت‌های تردیدآمیز یکی گرفته شده‌اند و در سر دیگر هیچ‌کدام.",
    ),
    "def_stated": (
        "Stated number: what somebody said of many. A repeat of another's number is not a second statement.",
        "عدد اظهارشده: آنچه کسی دربارهٔ شمار بسیاری گفته است. تکرار عدد دیگری، گفته‌ای تازه نیست.",
    ),
    "def_estimated": (
        "Estimated number: what a model infers from the overlap of lists, always with its interval and its assumption.",
        "عدد برآوردشده: آنچه مدلی از هم‌پوشانی فهرست‌ها نتیجه می‌گیرد، همواره با بازه و فرض آن.",
    ),
    "def_contested": (
        "Contested: a source states something that cannot hold together with the record; both are shown.",
        "مورد اختلاف: منبعی چیزی می‌گوید که با این سند جمع نمی‌شود؛ هر دو نمایش داده می‌شوند.",
    ),
    "sources": ("Sources", "منابع"),
    "kind": ("Kind", "گونه"),
    "depends": ("Known to take from", "آن‌چه می‌دانیم از آن برگرفته"),
    "covers": ("Window it states", "بازه‌ای که می‌گوید"),
    "rows": ("Rows given, taken, refused", "ردیف‌های داده، پذیرفته، ردشده"),
    "kind_list": ("list", "فهرست"),
    "kind_outlet": ("outlet", "رسانه"),
    "kind_organisation": ("organisation", "سازمان"),
    "kind_office": ("office", "نهاد"),
    "kind_witness": ("witness", "شاهد"),
    "kind_family": ("family", "خانواده"),
    "kind_unknown": ("not stated", "نامعلوم"),
    # data
    "data_say": (
        "The same values as on the pages, for reading by machine. Nothing stands in them that the pages may not say.",
        "همان مقدارهای صفحه‌ها برای خواندن با رایانه. چیزی در آن‌ها نیست که صفحه‌ها مجاز به گفتنش نباشند.",
    ),
    "file": ("File", "پرونده"),
    "holds": ("It holds", "محتوا"),
    "file_persons_csv": ("one row a person", "هر نفر یک ردیف"),
    "file_reports_csv": ("one row for what one source said of one person", "برای گفتهٔ هر منبع دربارهٔ هر نفر یک ردیف"),
    "file_persons_json": ("persons with all that each source said", "افراد با همهٔ گفته‌های هر منبع"),
    "file_claims": ("numbers that were stated", "عددهایی که گفته شده"),
    "file_numbers": ("the three headline numbers, breakdowns and the estimate", "سه عدد اصلی، تفکیک‌ها و برآورد"),
    "file_dictionary": ("the meaning of every column", "معنای هر ستون"),
    "csv_note": (
        "The CSV files keep every name as it is, also one that begins with = + - or @. In a spreadsheet, import them as text.",
        "پرونده‌های CSV هر نام را چنان‌که هست نگه می‌دارند، حتی اگر با = + - یا @ آغاز شود. در صفحه‌گسترده آن‌ها را به‌صورت متن وارد کنید.",
    ),
    # check
    "check_1": ("What is proven", "چه چیزی اثبات می‌شود"),
    "check_1_say": (
        "The publisher keeps a log to which statements can only be added. Its head (the file “checkpoint”) is signed. Every person, claim "
        "and headline number is one line of it, and so is the list of all files. A proof beside each statement shows that the log holds it.",
        "ناشر دفتری دارد که تنها می‌توان به آن افزود. سر آن (پروندهٔ checkpoint) امضا شده است. هر نفر، هر ادعا و هر عدد اصلی یک سطر "
        "آن است و فهرست همهٔ پرونده‌ها نیز. گواهی در کنار هر گفته نشان می‌دهد که در دفتر هست.",
    ),
    "check_2": ("Check everything", "آزمودن همه‌چیز"),
    "check_2_say": (
        "Python 3.8 or newer is enough; nothing is installed and no network is used. In this edition's folder:",
        "پایتون ۳٫۸ یا تازه‌تر بس است؛ چیزی نصب نمی‌شود و شبکه لازم نیست. در پوشهٔ این نسخه:",
    ),
    "check_3": ("Use a key from somewhere else", "کلید را از جای دیگر بگیرید"),
    "check_3_say": (
        "Whoever changes an edition can change the key and the program inside it too. Ask a partner of the publisher for the key below "
        "and for the hash of verify.py, compare, and give the key yourself:",
        "کسی که نسخه را دستکاری کند می‌تواند کلید و برنامهٔ درون آن را هم عوض کند. کلید زیر و چکیدهٔ verify.py را از همکاران ناشر "
        "بپرسید، مقایسه کنید و کلید را خودتان بدهید:",
    ),
    "key": ("The publisher's key", "کلید ناشر"),
    "check_4": ("Check one name", "آزمودن یک نام"),
    "check_4_say": (
        "The end of each person's page gives the command and the fingerprint.",
        "پایان صفحهٔ هر نفر، فرمان و اثر انگشت را می‌دهد.",
    ),
    "check_5": ("Ask for a correction", "درخواست اصلاح"),
    "check_5_say": (
        "Tell the publisher the person's id, at the end of the page, and what is wrong. A correction is shown with its date; earlier "
        "editions keep what they said.",
        "شناسهٔ فرد را که در پایان صفحه است و نادرستی را به ناشر بگویید. هر اصلاح با تاریخش نمایش داده می‌شود؛ نسخه‌های پیشین "
        "همان می‌مانند که بودند.",
    ),
}

# Names and assumptions of estimators in Persian; in English the estimate's own words are used.
METHOD_WORDS_FA: dict[str, tuple[str, str]] = {
    "chapman": ("چپمن", "دو فهرست از هم مستقل‌اند؛ این را نمی‌توان آزمود."),
    "chao": ("کران پایین چائو", "یک کران پایین: کسانی که فهرست‌شدنشان دشوارتر بوده کم‌شمار می‌شوند."),
    "independence": ("استقلال", "همهٔ فهرست‌ها از هم مستقل‌اند و همه به یک اندازه در دسترس‌اند."),
    "log-linear": (
        "لگاریتم‌خطی",
        "وابستگی فهرست‌ها با برهم‌کنش‌های مدل توصیف می‌شود و بالاترین برهم‌کنش وجود ندارد.",
    ),
    "decomposable": (
        "گراف‌های تجزیه‌پذیر",
        "وابستگی فهرست‌ها با یکی از گراف‌های تجزیه‌پذیر توصیف می‌شود؛ میانگین بر همهٔ آن‌ها.",
    ),
}

# The data dictionary: (field, meaning).
FIELD_TEXTS: dict[str, tuple[tuple[str, str], ...]] = {
    "persons.csv": (
        ("id", "public id of the person; the same in every edition"),
        ("names", "every spelling, most often stated first; parted by |"),
        ("standing", "documented, reported, contested or withdrawn"),
        ("contested", "what is contested, in words"),
        ("minor", "1 where a source may mean somebody under the age the rules name"),
        ("age", "age in years, a range, or a band for minors; 'differs' where sources differ"),
        ("sex", "female, male, other; 'differs' where sources differ"),
        ("outcome", "a term such as killed; 'differs' where sources differ"),
        ("first", "first day any source's date can mean (ISO 8601)"),
        ("last", "last day any source's date can mean (ISO 8601)"),
        ("country", "ISO 3166-1 alpha-2; 'differs' where sources differ"),
        ("province", "English name of the gazetteer; 'differs' where sources differ"),
        ("city", "English name of the gazetteer; 'differs' where sources differ"),
        ("sources", "names of the sources; parted by |"),
        ("portrait", "path of the portrait, if one was cleared"),
        ("corrections", "day and text of each correction; parted by |"),
    ),
    "reports.csv": (
        ("person", "public id of the person"),
        ("source", "name of the source"),
        ("names", "as the source wrote them; parted by |"),
        ("ages", "in years, ranges, or bands for minors; parted by |"),
        ("sexes", "terms; parted by |"),
        ("dates", "first/last day each date can mean; parted by |"),
        ("dates_written", "the words of the source for each date; parted by |"),
        ("places", "country/province/city of each place; parted by |"),
        ("outcomes", "terms; parted by |"),
        ("links", "web addresses the source gives; parted by |"),
    ),
    "claims.csv": (
        ("id", "public id of the claim"),
        ("measure", "what was counted: killed, injured, detained, ..."),
        ("kind", "exact, at_least, more_than, at_most, about, range or vague"),
        ("low", "lower number, empty where none is stated"),
        ("high", "upper number, empty where none is stated"),
        ("words", "the number as it stands, with its qualifier"),
        ("unit", "the counted group in the source's words"),
        ("source", "name of the source of the document"),
        ("document", "title of the document"),
        ("as_of", "day of the document (ISO 8601)"),
        ("stated_by", "who states it in the document; empty for the document itself"),
        ("origin", "who the number goes back to; empty where unknown"),
        ("origin_known", "1 where the document itself names the origin"),
        ("mentions", "how many times the document gives it"),
        ("repeats", "id of the claim it repeats; empty for none"),
        ("place", "the place it speaks of, in the source's words"),
        ("period", "the time it speaks of, in the source's words"),
        ("modality", "asserted, denied, alleged, hypothetical or threatened"),
        ("general", "1 where it speaks of everybody in scope"),
    ),
}
