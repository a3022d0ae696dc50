"""The language of an article is told where it is sure; an English article never loses its quotes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from analytics import analyze_article, read_articles
from analytics.articles import read_upload
from analytics.language import detect_language, is_scored, language_name, not_scored
from analytics.lexicons import read_lexicon
from tests.conftest import ROOT, TALKS

PARAGRAPHS = {
    "fr": (
        "Les deux délégations se sont réunies pendant trois heures dans une maison au bord de la rivière. "
        "La ministre a déclaré que son pays ne céderait pas un mètre de la vallée, mais que le dialogue "
        "n'est pas terminé."
    ),
    "de": (
        "Die beiden Delegationen saßen drei Stunden lang in einem Haus am Fluss zusammen. Die Ministerin "
        "sagte, dass ihr Land keinen Meter des Tals aufgeben werde, aber das Gespräch sei noch nicht "
        "beendet, und man wolle reden."
    ),
    "es": (
        "Las dos delegaciones se reunieron durante tres horas en una casa junto al río. La ministra dijo "
        "que su país no cederá ni un metro del valle, pero que el diálogo no ha terminado y que las "
        "puertas están abiertas."
    ),
    "pt": (
        "As duas delegações reuniram-se durante três horas numa casa junto ao rio. A ministra disse que o "
        "seu país não vai ceder um metro do vale, mas que o diálogo não terminou e que as portas estão "
        "abertas para todos."
    ),
    "it": (
        "Le due delegazioni si sono riunite per tre ore in una casa vicino al fiume. La ministra ha detto "
        "che il suo paese non cederà un metro della valle, ma che il dialogo non è finito e che la porta "
        "resta aperta."
    ),
    "nl": (
        "De twee delegaties zaten drie uur lang samen in een huis aan de rivier. De minister zei dat haar "
        "land geen meter van de vallei zal opgeven, maar dat het gesprek nog niet voorbij is en dat de "
        "deur open blijft."
    ),
    "sv": (
        "De två delegationerna satt tillsammans i tre timmar i ett hus vid floden. Ministern sade att "
        "hennes land inte kommer att ge upp en meter av dalen, men att samtalet inte är slut och att "
        "dörren är öppen för alla."
    ),
    "da": (
        "De to delegationer sad sammen i tre timer i et hus ved floden. Ministeren sagde, at hendes land "
        "ikke vil opgive en meter af dalen, men at samtalen ikke er slut, og at døren stadig er åben for "
        "alle, der vil tale."
    ),
    "no": (
        "De to delegasjonene satt sammen i tre timer i et hus ved elva. Ministeren sa at landet hennes "
        "ikke vil gi fra seg en meter av dalen, men at samtalen ikke er over, og at døren fortsatt er åpen "
        "for alle som vil snakke nå."
    ),
    "fi": (
        "Valtuuskunnat istuivat yhdessä kolme tuntia talossa, joka on joen rannalla. Ministeri sanoi, että "
        "hänen maansa ei luovuta metriäkään laaksosta, mutta keskustelu ei ole ohi ja ovi on vielä auki, "
        "kun he palaavat."
    ),
    "pl": (
        "Obie delegacje spotkały się na trzy godziny w domu nad rzeką. Minister powiedziała, że jej kraj "
        "nie odda ani metra doliny, ale rozmowy się nie skończyły i że drzwi są otwarte dla wszystkich, "
        "którzy chcą rozmawiać."
    ),
    "cs": (
        "Obě delegace se sešly na tři hodiny v domě u řeky. Ministryně uvedla, že její země se nevzdá ani "
        "metru údolí, ale že jednání není u konce a že dveře jsou otevřené pro všechny, kteří by chtěli "
        "mluvit, když to půjde."
    ),
    "hu": (
        "A két küldöttség három órán át ült együtt egy házban a folyó mellett. A miniszter azt mondta, "
        "hogy az ország nem ad fel egy métert sem a völgyből, de a párbeszéd még nem ért véget, és az ajtó "
        "nyitva van mindenki előtt."
    ),
    "ro": (
        "Cele două delegații s-au întâlnit timp de trei ore într-o casă de lângă râu. Ministrul a spus că "
        "țara sa nu va ceda niciun metru din vale, dar că dialogul nu s-a încheiat și că ușa este deschisă "
        "pentru cei care vor."
    ),
    "hr": (
        "Dva su izaslanstva sjedila zajedno tri sata u kući na rijeci. Ministrica je rekla da njezina "
        "zemlja neće predati ni metar doline, ali da razgovor nije gotov i da su vrata otvorena za sve "
        "koji žele razgovarati."
    ),
    "tr": (
        "İki heyet nehir kıyısındaki bir evde üç saat boyunca bir arada oturdu. Bakan, ülkesinin vadiden "
        "bir metre bile vermeyeceğini, ama görüşmelerin bitmediğini ve kapının herkes için açık olduğunu "
        "söyledi ve daha sonra çok kısa."
    ),
    "id": (
        "Kedua delegasi duduk bersama selama tiga jam di sebuah rumah di tepi sungai. Menteri itu "
        "mengatakan bahwa negaranya tidak akan menyerahkan satu meter pun dari lembah, tetapi dialog belum "
        "selesai dan pintu tetap terbuka."
    ),
    "vi": (
        "Hai phái đoàn đã ngồi với nhau trong ba giờ tại một ngôi nhà bên sông. Bộ trưởng nói rằng nước "
        "này sẽ không nhường một mét nào của thung lũng, nhưng cuộc đối thoại vẫn chưa kết thúc và cánh "
        "cửa vẫn mở cho mọi người."
    ),
    "ru": (
        "Делегации три часа сидели вместе в доме у реки. Министр сказала, что её страна не отдаст ни метра "
        "долины, но разговор ещё не окончен."
    ),
    "uk": (
        "Делегації три години сиділи разом у будинку біля річки. Міністерка сказала, що її країна не "
        "віддасть ні метра долини, але розмову ще не закінчено."
    ),
    "bg": (
        "Двете делегации седяха заедно три часа в къща край реката. Министърката каза, че страната ѝ няма "
        "да отстъпи нито метър от долината, но разговорът не е приключил."
    ),
    "el": (
        "Οι δύο αντιπροσωπείες κάθισαν μαζί τρεις ώρες σε ένα σπίτι δίπλα στο ποτάμι. Η υπουργός είπε ότι "
        "η χώρα της δεν θα παραχωρήσει ούτε ένα μέτρο."
    ),
    "ar": (
        "جلس الوفدان معا ثلاث ساعات في بيت على ضفة النهر. وقالت الوزيرة إن بلادها لن تتخلى عن متر واحد من "
        "الوادي، لكن الحوار لم ينته بعد."
    ),
    "fa": (
        "دو هیئت سه ساعت در خانه‌ای کنار رودخانه با هم نشستند. وزیر گفت که کشورش یک متر از دره را هم "
        "نمی‌دهد، ولی گفت‌وگو هنوز پایان نیافته است."
    ),
    "he": (
        "שתי המשלחות ישבו יחד שלוש שעות בבית על גדת הנהר. השרה אמרה כי ארצה לא תוותר על מטר אחד של העמק, "
        "אך השיחה עדיין לא הסתיימה."
    ),
    "hi": ("दोनों प्रतिनिधिमंडल नदी के किनारे एक घर में तीन घंटे साथ बैठे। मंत्री ने कहा कि उनका देश घाटी का एक मीटर भी नहीं देगा।"),
    "zh": (
        "两个代表团在河边的一座房子里坐了三个小时。部长说，她的国家不会放弃山谷的一米土地，但对话还没有结束"
        "，大门仍然敞开。"
    ),
    "ja": (
        "二つの代表団は川のそばの家で三時間にわたって会談した。大臣は、自国は谷の一メートルも譲らないが、対"
        "話はまだ終わっていないと述べた。"
    ),
    "ko": (
        "두 대표단은 강가의 집에서 세 시간 동안 함께 앉아 있었다. 장관은 자국이 계곡의 일 미터도 포기하지 "
        "않겠지만 대화는 끝나지 않았다고 말했다."
    ),
}
"""One paragraph of our own in each language."""

FULL_OF_NAMES = (
    "VARN — Among those who came were Jean-Pierre de la Tour, María del Carmen de los Ríos y la Vega, Otto von der "
    "Heide, Luís dos Santos da Silva e Costa, Pieter van den Berg, Abd al-Rahman al-Din and Giuseppe di Lorenzo della "
    "Valle. “La paz es para todos,” said Ms. de los Ríos of the Partido de la Unión. Le Courrier de la Vallée and Die "
    "Zeitung für Varn were told to leave, a spokesman for the Ministerio de Asuntos Exteriores said."
)


@pytest.mark.parametrize(("code", "text"), PARAGRAPHS.items(), ids=PARAGRAPHS)
def test_a_paragraph_is_told(code: str, text: str) -> None:
    assert detect_language(text) == code


@pytest.mark.parametrize(("code", "text"), PARAGRAPHS.items(), ids=PARAGRAPHS)
def test_it_is_told_in_capitals_too(code: str, text: str) -> None:
    assert detect_language(text.upper()) == code


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TALKS * 3, id="news"),
        pytest.param(FULL_OF_NAMES, id="full of foreign names"),
        pytest.param(f"{TALKS}\n{PARAGRAPHS['fr']}", id="as much French as English"),
        pytest.param(f"{TALKS}\n{PARAGRAPHS['ru']}", id="as much Russian as English"),
        pytest.param("Oui, monsieur. Non, merci. C'est la vie.", id="a few words"),
        pytest.param("Да.", id="one word"),
        pytest.param("", id="nothing"),
        pytest.param("1,204 3,305 12 % 2022", id="figures"),
        pytest.param("Qapla nuqneH batlh Daqawlu taH " * 10, id="no language that we know"),
    ],
)
def test_what_is_english_or_unclear_is_scored(text: str) -> None:
    assert is_scored(detect_language(text))


def english_files() -> Iterator[Path]:
    yield from sorted((ROOT / "sample_data").glob("*.txt"))
    # Texts that may lie beside the checkout and never enter it.
    yield from sorted((ROOT.parent / "shared" / "benchmarks").rglob("*.txt"))
    yield from sorted((ROOT.parent.parent / "shared" / "benchmarks").rglob("*.txt"))


def test_no_english_article_is_called_foreign() -> None:
    wrong = [
        path.name
        for path in english_files()
        if not is_scored(detect_language(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert wrong == []


def test_every_language_has_a_name() -> None:
    names = [row["name"] for row in read_lexicon("languages")]
    assert all(names)
    assert len(set(names)) == len(names)
    assert all(language_name(code) in names for code in PARAGRAPHS)


# What becomes of an article in another language


def test_a_foreign_article_is_kept_marked_and_not_scored() -> None:
    reading = read_upload(f"{PARAGRAPHS['fr']} « Jamais », a dit la ministre. “Never,” she said.".encode(), "a.txt")
    article = reading.articles[0]
    assert article.language == "fr"
    assert reading.notes[0].message == not_scored("fr")
    assert "French" in reading.notes[0].message
    assert analyze_article(article) == []


def test_an_english_article_is_marked_and_scored() -> None:
    article = read_articles((TALKS * 3).encode(), "a.txt")[0]
    assert article.language == "en"
    assert analyze_article(article)


def test_rows_of_a_table_are_told_one_by_one() -> None:
    rows = [{"text": PARAGRAPHS["de"]}, {"text": TALKS * 3}, {"text": "Talks end."}]
    data = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    assert [article.language for article in read_articles(data.encode(), "a.jsonl")] == ["de", "en", ""]
