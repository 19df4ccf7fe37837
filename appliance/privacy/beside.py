# ruff: noqa: E501 - patterns are tables
"""What stands beside a name of a person: roles before it, and what only persons do after it."""

from __future__ import annotations

import re

# So far before and after a name is looked.
REACH_CP = 60

_ROLE = (
    r"borrowers?|co-?borrowers?|guarantors?|sureties|surety|applicants?|co-?applicants?|customers?|clients?|depositor|debtor|"
    r"tenants?|landlord|landlady|lessee|lessor|mortgagor|payee|payer|remitter|beneficiary|beneficiaries|heirs?|executors?|executrix|"
    r"trustees?|nominees?|directors?|chairman|chairwoman|chairperson|chair|president|vice[ -]president|secretary|treasurer|"
    r"manager|officer|supervisor|colleague|employee|assistant|clerk|adviser|advisor|accountant|auditor|attorney|lawyer|solicitor|"
    r"barrister|counsel|notary|witness(?:es)?|partner|founder|co-founder|owner|shareholder|proprietor|holder|signatory|"
    r"husband|wife|spouse|widow|widower|brothers?|sisters?|sons?|daughters?|mother|father|uncle|aunt|cousin|nephew|niece|"
    r"friend|neighbou?r|doctor|judge|senator|professor|analyst|investigator|inspector|architect|broker|agent|seller|buyer|"
    r"executive|CEO|CFO|COO|chief[ ]executive|seconder|plaintiff|defendant|claimant|resident|investor|farmer|teacher|nurse|engineer|"
    r"Kund(?:e|en|in)|Geschäftsführer(?:in|s)?|(?:Kredit|Darlehens)nehmer(?:in|s)?|Bürg(?:e|en|in)|Mieter(?:in)?|Vermieter(?:in)?|"
    r"Betreuer(?:in)?|Berater(?:in)?|Sachbearbeiter(?:in)?|Kolleg(?:e|en|in)|Vorstand|Prokurist(?:in)?|Notar(?:in)?|Zeug(?:e|en|in)|"
    r"Inhaber(?:in)?|Ehefrau|Ehemann|Witwe|Witwer|Sohn|Tochter|Mutter|Vater|Bruder|Schwester|Rechtsanw[aä]lt(?:in)?|"
    r"gérante?|direct(?:eur|rice)|client[e]?|emprunteu(?:r|se)|caution|notaire|conseill(?:er|ère)|associée?|épou(?:x|se)|mari|femme|"
    r"fils|fille|mère|père|frère|sœur|avocate?|témoin|collègue|"
    r"gerente|director|directora|avalista|prestatari[oa]|notari[oa]|soci[oa]|espos[oa]|hij[oa]|madre|padre|herman[oa]|abogad[oa]|"
    r"direttore|direttrice|amministrat(?:ore|rice)|garante|notaio|soci[oa]|moglie|marito|figli[oa]|avvocato|"
    r"klant|bestuurder|borg|notaris|vennoot|echtgeno(?:ot|te)|zoon|dochter|moeder|vader|advocaat|collega"
)
# A role, perhaps with an office (“of the branch”), up to the name.
_ROLE_BEFORE = re.compile(
    rf"(?<![\w-])(?i:{_ROLE})(?:[ \n](?:is|was|ist|war|est|était|es|era|è|namens|named|called|genannt|nommée?|llamad[oa]|Mr|Ms))?,?[ \n]{{1,2}}$"
)
_DONE_BY = re.compile(
    r"(?<!\w)(?i:signed|witnessed|executed|approved|prepared|written|drafted|reviewed|taken|guaranteed|represented|acting|"
    r"made|given|completed|submitted|owned|founded|led|headed|chaired|countersigned|verified|recorded|acknowledged|sworn|"
    r"paid|received|sold|provided|requested|confirmed|unterschrieben|unterzeichnet|vertreten|signée?|représentée?|"
    r"garantie?|firmad[oa]|representad[oa]|avalad[oa]|firmat[oa]|rappresentat[oa]|garantit[oa]|ondertekend|vertegenwoordigd|"
    r"gegarandeerd)"
    r"(?:[ ](?:\w+[ ])?)(?i:by|von|durch|par|por|da|door)[ \n]$"
)
_TALK = re.compile(
    r"(?<!\w)(?i:(?:spoke|speak|spoken|talked|met|meeting|call|conversation|discussed|agreed|lives|living|married|divorced|jointly|"
    r"together|interview|gesprochen|telefoniert|parlé|hablado|parlato|gesproken)[ ]with|favou?r[ ]of|behalf[ ]of|name[ ]of|names[ ]of|death[ ]of|"
    r"estate[ ]of|signature[ ]of|wife[ ]of|husband[ ]of|son[ ]of|daughter[ ]of|letter[ ](?:from|to)|e-?mail[ ](?:from|to)|call[ ]from|"
    r"appointment[ ]of|resignation[ ]of|election[ ]of|attention[ ]of|care[ ]of|opinion[ ]of|evidence[ ]of|statement[ ]of|according[ ]to|"
    r"belongs[ ]to|owed[ ]to|owed[ ]by|known[ ]as|im[ ]Namen[ ]von|zugunsten[ ]von|gunsten[ ]von|Angaben[ ]von|wohnhaft[ ]bei|"
    r"au[ ]nom[ ]de|à[ ]l'attention[ ]de|en[ ]nombre[ ]de|a[ ]nombre[ ]de|a[ ]favor[ ]de|a[ ]nome[ ]di|a[ ]favore[ ]di|namens|ten[ ]name[ ]van|"
    r"attn|attention|c/o|cc|z\.[ ]?Hd\.|z\.[ ]?H\.|t\.a\.v\.):?\.?[ \n]$"
)
# After a name.
_VERBS = (
    r"came|comes|went|said|says|told|tells|asked|asks|called|phoned|rang|wrote|writes|visited|visits|lives|lived|resides|resided|"
    r"works|worked|earns|earned|retired|retires|owns|owned|signed|signs|joined|joins|married|died|was[ ]born|born|has[ ]served|"
    r"served|serves|became|(?:is|was)[ ](?:appointed|elected|born|employed|married|survived|named|promoted|our|my|his|her|an?[ ]\w+)|(?:has|have|had)[ ](?:been|served|worked|provided|signed|told|asked|lived|not|agreed|"
    r"paid|held|joined|resigned)|resigned|believes|believed|knows|knew|thinks|thought|explained|explains|confirmed|confirms|promised|"
    r"refused|declined|denied|denies|wants|wanted|wishes|wished|hopes|needs|agreed|agrees|mentioned|insisted|claimed|claims|stated|"
    r"states|testified|replied|answered|applied|complained|moved|left|arrived|returned|attended|spoke|bought|sold|inherited|"
    r"paid|pays|owes|owed|borrowed|lent|gave|brought|took|received|holds|held|would|will[ ](?:be|not|serve|retire|continue)|"
    r"kam|kommt|sagte|sagt|wohnt|wohnte|arbeitet|arbeitete|verdient|besitzt|hat|hatte|ist|war|wurde|wird|möchte|will|bat|bittet|"
    r"schrieb|rief|erklärte|bestätigte|unterschrieb|zahlte|schuldet|geboren|"
    r"est|était|a|avait|habite|travaille|possède|gagne|vient|dit|demande|souhaite|née?|"
    r"vino|viene|dijo|vive|trabaja|tiene|es|era|ha|había|firmó|pagó|quiere|"
    r"è|era|ha|aveva|abita|vive|lavora|possiede|vuole|disse|kwam|komt|zei|woont|werkt|heeft|had|is|was|wil|werd"
)
_DOES = re.compile(
    rf"[ \n](?:(?:also|then|later|already|again|now|still|never|always|often|recently)[ ])?(?:{_VERBS})(?![\w-])"
)
_KIN = (
    r"[’']s?[ ](?:wife|husband|spouse|mother|father|son|daughter|brother|sister|salary|income|employer|signature|account|loan|"
    r"death|estate|house|letter|e-?mail|employment|appointment|retirement|resignation|age|passport|birthday|request)\b"
)
_OF_PERSON = re.compile(
    rf"{_KIN}|,?[ \n](?:who|whose|whom)\b|,?[ ](?:aged?[ ])?\d\d(?:[ ]years)?(?=,|[ ]?\)|[ ](?:years|and|Chief|President|Director|Senior|Executive|Vice|Chair))|[ ]\((?:aged?[ ])?\d\d\)|"
    r",?[ \n](?:and|or)[ ](?:his|her|their)\b|,[ ](?:his|her|our|my|their|born|geboren|née?|nacid[oa]|nat[oa]|the[ ](?:company|bank|borrower)|deren|dessen|seine?|ihre?)\b|"
    r"[ ]\(“?[A-Z][a-z]+”?\)|,[ ](?:[A-Z]\.[ ]?){2,}|,?[ ](?:Jr|Sr|Esq|Ph\.?D|M\.?D|CPA|III|II)\b"
)
_TITLES = (
    r"(?:(?:Interim|Former|Senior|Executive|Group|Global|Deputy|Assistant|Associate|Lead|Regional|Managing|Co-|Founder(?:[ ]and|,)?|Non-Executive|Independent|Principal|Corporate|Principal)[ ]?)*"
    r"(?:Chief[ ]\w+|Chair(?:man|woman|person)?|President|Vice[ ]President|Director|Manager|Managing|Partner|Secretary|Treasurer|"
    r"Controller|General[ ]Counsel|Counsel|Attorney|Officer|Executive|CEO|CFO|COO|CTO|EVP|SVP|VP|Head[ ]of|Member|Founder|Owner|"
    r"Principal|Analyst|Associate|Adviser|Advisor|Assistant|Supervisor|Department|Credit|Trustee|Title|Geschäftsführer|Vorstand|Prokurist|"
    r"Leiter|Abteilung|Kundenbetreuer|Directeur|Directrice|Gérant|Responsable|Gerente|Directora?|Direttore|Direttrice|Bestuurder|Investor[ ]Relations)"
)
_TITLE_AFTER = re.compile(rf"[ ]?,?[ ]?\n?[ ]?(?:[-–—,][ ])?(?:our|the|its)?[ ]?{_TITLES}\b")
_LINE_TITLE = re.compile(rf"[ \t]*,?[ \t]*\r?\n[ \t]*{_TITLES}\b")
_ADDRESSED = re.compile(
    r"[ \t]*\r?\n[ \t]*(?:\d{1,5}[A-Za-z]?[ ][A-Z]|P\.?[ ]?O\.?[ ]Box|c/o|[A-ZÄÖÜ][\w-]*(?:straße|strasse|str\.|weg|platz|allee|gasse|laan|straat)[ ]\d|\d{1,4},?[ ](?:rue|avenue|boulevard|place)\b|(?:Calle|Via|Piazza)[ ][A-Z])"
)
_MAILED = re.compile(r"[\"']?[ ]?[<\[(](?:mailto:)?[\w.+-]{1,64}@")
_HEADED = re.compile(
    r"(?im:^|[;,])[ \t>]*(?i:from|to|cc|bcc|von|an|de|à|para|da|aan|van|reply-to|attendees|present)[ \t]?[:：][ \t]?[\"']?$"
)
_SIGNED = re.compile(r"/s/[ ]{0,3}$")
_SINCERELY = re.compile(
    r"(?i:sincerely(?:[ ]yours)?|regards|yours[ ](?:truly|faithfully|sincerely)|thanks(?:[ ]again)?|thank[ ]you|many[ ]thanks|best[ ]wishes|respectfully|cheers|"
    r"cordialement|bien[ ]à[ ]vous|salutations|grüßen|grüsse|grüße|hochachtungsvoll|atentamente|saludos|cordiali[ ]saluti|distinti[ ]saluti|groet(?:en)?)"
    r"[,.!]?[ \t]*(?:\r?\n[ \t]*){1,3}$"
)


_SOMEBODY = re.compile(
    r"(?<![\w-])(?i:by|with|told|asked|mit|von|durch|avec|par|con|por|da|met|door)[ \n]$"
)


def weak_before(text: str) -> bool:
    """Whether `text` ends with a word that stands before persons, and before much else."""
    return _SOMEBODY.search(text) is not None


def strong_before(text: str) -> str:
    """What sort of sign of a person `text`, which ends where a name begins, ends with, or ""."""
    if _HEADED.search(text):
        return "header"
    if _SIGNED.search(text):
        return "signature"
    if _SINCERELY.search(text):
        return "signature"
    if _ROLE_BEFORE.search(text):
        return "role"
    return "context" if _DONE_BY.search(text) or _TALK.search(text) else ""


_DEFINED = re.compile(r"[ ]\([\"“”‘'](?P<as>[^\W\d_][\w’'-]{1,30})[\"“”’']\)")


def defined(text: str) -> str:
    """The word that `text`, which begins where a name ends, defines for it: (“Roe”); or ""."""
    match = _DEFINED.match(text)
    return match["as"] if match else ""


def strong_after(text: str, *, line: bool) -> str:
    """The same of `text` that begins where a name ends; `line` if the name began its line."""
    if _MAILED.match(text):
        return "header"
    if line and (_LINE_TITLE.match(text) or _ADDRESSED.match(text)):
        return "signature"
    if _OF_PERSON.match(text) or _DOES.match(text):
        return "context"
    return "role" if _TITLE_AFTER.match(text) else ""
