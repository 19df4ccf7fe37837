# ruff: noqa: E501 - lists of words read better as one string
"""Words that tell for or against a name beside them. Seven languages; tables only."""

from __future__ import annotations

import re


def _set(*texts: str) -> frozenset[str]:
    return frozenset(" ".join(texts).split())


# In no name, although they stand in capitals and a list may hold them as family names.
STOP = _set(
    # the beginnings of sentences and of clauses, in seven languages
    "the a an and or of for to in on at by as is are was were be been if this that these those it its he she they we "
    "you i my his her our their your no not nor but so such all any each both neither either when where while who whom "
    "which what why how there here then thus also after before since until under upon with within without from into "
    "about above below between during against per via than has have had do does did can could may might shall should "
    "will would must let please see note yes hi hello dear thanks thank regards sincerely today yesterday tomorrow now "
    "however therefore moreover furthermore nevertheless meanwhile according regarding concerning whereas witness "
    "der die das den dem des ein eine einen einem eines einer und oder aber nicht mit von vom zu zum zur bei nach laut "
    "für gegen durch ohne um auf aus über unter vor hinter neben zwischen seit bis während wegen trotz wenn weil dass "
    "daß ob wie wo was wer ich er sie es wir ihr sein seine ihre unser unsere gestern heute morgen ist sind war hat am "
    "im ins hier dort auch noch nur schon sehr geehrte geehrter guten tag liebe lieber anbei bitte danke "
    "le la les un une des du de au aux et ou mais ne pas avec par pour sans sous sur dans chez vers entre depuis "
    "pendant selon après avant lorsque quand si que qui dont où comme il elle ils elles nous vous je mon ma mes son sa "
    "ses notre nos votre vos leur leurs ce cet cette ces est sont était hier aujourd'hui demain ici là bonjour merci "
    "el los las una unos unas y o pero no con por para sin según tras cuando donde como él ella ellos nosotros su sus "
    "nuestro nuestra este esta ese esa ayer hoy mañana aquí hola gracias estimado estimada "
    "il lo gli uno ed ma non con per tra fra quando dove come egli lei loro noi suo sua nostro nostra questo questa "
    "ieri oggi domani qui ciao grazie gentile egregio "
    "het een en of maar niet met door voor zonder onder over naar bij uit sinds tot tijdens volgens als omdat dat wie "
    "wat waar hoe ik hij zij wij jullie zijn haar ons onze uw gisteren vandaag morgen hier daar ook beste geachte",
    # titles
    "mr mrs ms miss mx messrs dr prof professor mme mlle sra srta dott ing mag dipl dhr mevr",
    # days, months, quarters
    "monday tuesday wednesday thursday friday saturday sunday january february march july september october november "
    "december jan feb mar apr jun jul aug sept sep oct nov dec montag dienstag mittwoch donnerstag freitag samstag "
    "sonntag januar februar märz mai juni juli oktober dezember lundi mardi mercredi jeudi vendredi samedi dimanche "
    "janvier février mars avril juin juillet août septembre octobre novembre décembre lunes martes miércoles jueves "
    "viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio aprile maggio giugno luglio settembre "
    "ottobre dicembre maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart mei augustus",
    # who and what companies, courts and forms are
    "company corporation corp inc incorporated ltd limited llc llp lp plc gmbh ag kg kgaa bv nv sa sarl sas srl spa ab oy "
    "asa as sl se co cie bros group groupe gruppe holdings holding bank banco banque banca bankcorp bancorp trust fund "
    "funds partners partnership associates ventures capital securities insurance assurance financial finance industries "
    "international global worldwide technologies technology systems solutions services pharmaceuticals laboratories "
    "pharma therapeutics biosciences resorts hotels casino stores properties realty energy motors airlines foods brands "
    "university college school institute academy hospital foundation museum church association society committee "
    "commission board council department ministry agency office court bureau authority federal national royal united "
    "states state county city town village district province street avenue road lane boulevard drive square highway "
    "building tower center centre hall park plaza river lake mount mountain island islands valley beach bay harbor port "
    "fort airport station bridge north south east northern southern eastern western central new san santa saint los "
    "las agreement act code rule section article schedule exhibit appendix annex form part chapter table item "
    "note notes clause amendment plan policy notice report statement statements letter party parties receiving "
    "disclosing recipient discloser purchaser buyer seller vendor supplier licensor licensee borrower lender guarantor "
    "trustee tenant landlord customer client applicant consultant contractor employee employer executive officer "
    "director directors president chairman chairwoman chairperson chair vice chief senior junior general counsel "
    "secretary treasurer manager head auditor accountant attorney solicitor notary witness member managing independent "
    "registered public accounting firm stock exchange nasdaq nyse index series class common preferred shares notes "
    "credit loan card visa mastercard express gold silver platinum total net gross fiscal year quarter million billion "
    "euro dollar pound name title date signed signature address email phone fax tel internet web online "
    "ceo cfo coo cto evp svp vp cpa esq phd mba ii iii iv jr sr ebitda gaap ifrs sec fda irs nda llm usd eur gbp",
    "american british english german french italian spanish dutch swiss austrian swedish norwegian danish finnish polish "
    "czech russian turkish greek chinese japanese korean indian brazilian mexican canadian australian african european asian "
    "latin hispanic arab israeli irish scottish welsh portuguese belgian puerto rico nova scotia antilles netherlands hellas costa saudi sri lanka "
    "monte monsieur maison villa hôtel château casa",
    "kunde kundin herr herrn frau firma gesellschaft geschäftsführer geschäftsführerin kreditnehmer kreditnehmerin "
    "darlehensnehmer bürge bürgin mieter vermieter betreuer betreuerin berater beraterin sachbearbeiter kollege kollegin "
    "vorstand aufsichtsrat prokurist notar notarin zeuge zeugin inhaber inhaberin ehefrau ehemann witwe witwer "
    "adresse anschrift adres dirección indirizzo domicile wohnort straße platz weg allee filiale konto vertrag anlage seite abteilung "
    "monsieur madame mademoiselle société gérant gérante directeur directrice client cliente emprunteur emprunteuse "
    "caution notaire maître conseiller conseillère rue avenue place contrat compte "
    "señor señora don doña cliente director directora gerente avalista prestatario calle plaza contrato cuenta "
    "signor signora cliente direttore direttrice amministratore garante notaio via piazza contratto conto "
    "meneer mevrouw heer klant directeur directrice borg notaris straat plein contract rekening",
)
# Listed names that are as often places; with a second sign only.
PLACES = _set(
    "america africa asia europe china india japan korea taiwan hong kong singapore israel jordan chad kenya ghana "
    "nigeria egypt morocco mexico canada brazil chile peru colombia argentina cuba jamaica france paris germany berlin "
    "hamburg munich england britain london ireland dublin scotland wales holland spain madrid barcelona portugal lisbon "
    "italy rome milan florence venice sicily austria vienna hungary poland russia moscow turkey greece athens cyprus "
    "sweden norway denmark finland iceland belgium luxembourg switzerland geneva zurich basel australia sydney "
    "melbourne perth adelaide zealand auckland alabama alaska arizona arkansas california carolina colorado connecticut "
    "dakota delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland "
    "massachusetts michigan minnesota mississippi missouri montana nebraska nevada hampshire jersey york ohio oklahoma "
    "oregon pennsylvania rhode tennessee texas utah vermont virginia washington wisconsin wyoming houston dallas austin "
    "boston chicago denver atlanta charlotte columbus cleveland memphis nashville orlando miami tampa phoenix seattle "
    "portland lincoln madison jackson jacksonville richmond raleigh durham salem albany buffalo trenton newark camden "
    "princeton cambridge oxford lexington concord burlington wilmington dover hartford stamford windsor bristol bath "
    "york lancaster chester manchester birmingham sheffield leeds bradford derby lincoln norfolk suffolk essex kent "
    "surrey devon cornwall brooklyn manhattan bronx chelsea hudson mobile regina victoria vancouver toronto ontario "
    "quebec alberta manitoba francisco diego angeles antonio jose juan vegas macau bavaria zambia malta jersey guernsey "
    "bahamas bermuda cayman guadeloupe detroit macao delhi mumbai bangalore shanghai beijing shenzhen guangzhou"
)
# What streets end in; a person is called so only behind a given name: Glenn Close, not Kestrel Way.
STREETS = _set(
    "way close crescent terrace parkway highway row gardens grove mews circle quay wharf trail court place lane walk "
    "yard rise croft embankment green common"
)
# Firms, shops and laws that carry the names of persons; the whole of a find, in small letters.
FIRMS = frozenset(
    {
        "morgan stanley", "wells fargo", "charles schwab", "merrill lynch", "arthur andersen", "grant thornton",
        "ralph lauren", "calvin klein", "tommy hilfiger", "michael kors", "kate spade", "estee lauder", "estée lauder",
        "john deere", "john hancock", "jp morgan", "j.p. morgan", "j. p. morgan", "sarbanes oxley", "dodd frank",
        "fannie mae", "freddie mac", "ginnie mae", "sallie mae", "marc jacobs", "tory burch", "kenneth cole", "stella mccartney", "jo malone", "bobbi brown", "elizabeth arden",
        "helena rubinstein", "hugo boss", "christian dior", "yves saint laurent", "georgio armani", "giorgio armani",
        "harry winston", "louis vuitton", "standard poor", "moody's", "foot locker", "kids foot locker", "champs sports",
        "black friday", "mary kay", "ben jerry", "philip morris", "rolls royce", "hewlett packard", "henry schein",
        "edward jones", "raymond james", "jones day", "baker mckenzie", "kirkland ellis", "monte carlo", "coca cola",
        "santa claus", "black scholes", "monte carlo simulation", "clayton act", "sherman act", "euro stoxx",
    }
)  # fmt: skip
PARTICLES = _set(
    "von van de der den del della di da dos du la le ter ten zu zur bin ibn al el af bint y e san"
)
# What follows a name that is a firm's or a place's.
FIRM_AFTER = re.compile(
    r"[ \n]?(?:,[ \n]?)?(?:&|\+|(?:Inc|Incorporated|Corp|Corporation|Company|Companies|Co|LLC|L\.L\.C|LLP|L\.L\.P|LP|L\.P|Ltd|Limited|PLC|plc|"
    r"GmbH|AG|KG|SE|SA|S\.A|SAS|SARL|S\.à|Srl|S\.r\.l|SpA|S\.p\.A|NV|N\.V|BV|B\.V|AB|ASA|Oy|Pty|Bank|Group|Holdings?|Trust|Funds?|Partners|Associates|"
    r"Capital|Securities|Insurance|Industries|Technologies|Stores?|Hotels?|Resorts?|Foundation|University|College|School|Institute|"
    r"Hospital|Center|Centre|County|Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Boulevard|Blvd|Square|Park|Tower|Building|Hall|Airport|"
    r"River|Lake|Bay|Beach|Island|Act|Award|Prize|Rule|Brothers|Bros|Sons|Award|Index|Plan|Agreement|Case|Medal|Cup|Stadium|Arena|"
    r"brand|store|stores|products|shares|branded|salons?)\b)|[®™©]|[ ]?\((?:NYSE|NASDAQ|Nasdaq|the “|the \")|,[ ](?:[A-Z]{2}\b[ ]\d|(?:California|Texas|Florida|Nevada|Delaware|Illinois|Ohio|Virginia|Minnesota|Michigan|Georgia|Massachusetts|New[ ](?:York|Jersey))\b)"
)
FIRM_BEFORE = re.compile(r"(?:&|\+|\d|[@#$€£])[ ]?$")
# An article before a name makes it a thing: “the Charles Schwab platform”.
THING_BEFORE = re.compile(
    r"(?<!\w)(?:the|a|an|each|any|such|every|these|those|another|v\.|vs\.?|rue|avenue|boulevard|quai|place|"
    r"via|viale|corso|piazza|calle|avenida|plaza|paseo|aan[ ]de|an[ ]der)[ \n]$",
    re.IGNORECASE,
)
