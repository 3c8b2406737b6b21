"""Files of the forms that stand as they are, in the shape that agencies, parliaments and people give them; invented words."""

from __future__ import annotations

from tests.read.test_hansard import OF_PARLIAMENTS

# Each with the speakers of its sound bites, and what is said of them.
SHOTLISTS: dict[str, tuple[str, list[tuple[str | None, str]]]] = {
    "ap": (
        """AP TELEVISION
HALVIK, NORLAND - MAY 30, 2031

SHOTLIST:
NORLAND PUBLIC BROADCASTER - AP CLIENTS ONLY
Halvik - 30 May 2031
1. Various of police outside harbour
2. SOUNDBITE (English) Ida Holt, Lawyer for the pilots:
"Police held nine ferry pilots for nothing. We will be back on Monday."
3. Wide of quay
4. SOUNDBITE (Norlandic) Carm Vella, Interior minister:
"The law was broken, and the men will be charged."
5. Mid of ferry

STORYLINE:
Police in Halvik held nine ferry pilots on Friday. "They will be charged," said Vella.
""",
        [('Ida Holt', 'Lawyer for the pilots'), ('Carm Vella', 'Interior minister')],
    ),
    "ap caps": (
        """HALVIK (NORLAND) MAY 30, 2031
1. WIDE OF QUAY
2. SOUNDBITE: (English) Ida Holt, Lawyer:
++NAME AS GIVEN++
"Police held nine ferry pilots for nothing."
3. SOUNDBITE (English) Carm Vella, Interior minister:
++PARTLY OVERLAID BY SHOT 4++
"The law was broken."
LEAD IN:
Police held nine.
STORY-LINE:
Nine were held.
""",
        [('Ida Holt', 'Lawyer'), ('Carm Vella', 'Interior minister')],
    ),
    "ap dash": (
        """1. Wide of quay

2. SOUNDBITE (English) Ida Holt, Lawyer for the pilots: ++STARTS ON SHOT 1++
"Police held nine ferry pilots for nothing."

3. SOUNDBITE (English) Unidentified protester, no name given:
"We will be back."

4. SOUNDBITE (English) Vox pop, woman:
"I saw it all."
""",
        [('Ida Holt', 'Lawyer for the pilots'), (None, 'Unidentified protester, no name given'), (None, 'Vox pop, woman')],
    ),
    "ap timed": (
        """SHOTLIST:
(00:00) 1. Various of police
(00:12) 2. SOUNDBITE (English) Ida Holt, Lawyer for the pilots:
"Police held nine ferry pilots for nothing."
(00:30) 3. SOUNDBITE (Norlandic) Carm Vella, Interior minister:
"The law was broken."
STORYLINE:
Nine were held.
""",
        [('Ida Holt', 'Lawyer for the pilots'), ('Carm Vella', 'Interior minister')],
    ),
    "reuters": (
        """HALVIK, NORLAND (MAY 30, 2031) (NORLAND TV - NO ACCESS NORLAND)
1. POLICE OUTSIDE HARBOUR
2. (SOUNDBITE) (English) LAWYER FOR THE PILOTS, IDA HOLT, SAYING:
"Police held nine ferry pilots for nothing. We will be back on Monday."
3. QUAY
4. (SOUNDBITE) (Norlandic) INTERIOR MINISTER, CARM VELLA, SAYING:
"The law was broken, and the men will be charged."
5. FERRY

STORY: Police in Halvik held nine ferry pilots on Friday (May 30).
""",
        [('IDA HOLT', 'LAWYER FOR THE PILOTS'), ('CARM VELLA', 'INTERIOR MINISTER')],
    ),
    "reuters2": (
        """VIDEO SHOWS: POLICE OUTSIDE HARBOUR / SOUNDBITES FROM LAWYER

SHOWS:

HALVIK, NORLAND (MAY 30, 2031) (REUTERS - ACCESS ALL)

1. POLICE OUTSIDE HARBOUR

2. (SOUNDBITE) (English) LAWYER FOR THE PILOTS, IDA HOLT, SAYING: "Police held nine ferry pilots for nothing."

3. WHITE FLASH

4. (SOUNDBITE) (English) IDA HOLT, LAWYER, SAYING: "We will be back on Monday."

STORY:

Nine were held.
""",
        [('IDA HOLT', 'LAWYER FOR THE PILOTS'), ('IDA HOLT', 'LAWYER')],
    ),
    "afp": (
        """Norland: police hold nine ferry pilots

SHOTLIST:
HALVIK, NORLAND, MAY 30, 2031, SOURCE: AFPTV
-VAR police outside harbour
-SOUNDBITE 1 - Ida Holt, lawyer (woman, English, 12 sec):
"Police held nine ferry pilots for nothing. We will be back on Monday."
-MCU quay
-SOUNDBITE 2 - Carm Vella, interior minister (man, Norlandic, 8 sec):
"The law was broken, and the men will be charged."
-WS ferry
""",
        [('Ida Holt', 'lawyer'), ('Carm Vella', 'interior minister')],
    ),
    "afp2": (
        """SHOTLIST
HALVIK, NORLAND
MAY 30, 2031
SOURCE: AFPTV
-VAR of quay
-SOUNDBITE 1 - Ida Holt (woman), lawyer for the pilots (English, 14 sec): "Police held nine ferry pilots for nothing."
-SOUNDBITE 2 - Carm Vella (man), interior minister (Norlandic, 9 sec): "The law was broken."
///-----------------------------------------------------------
TEXT OF THE STORY
Nine were held.
""",
        [('Ida Holt', 'lawyer for the pilots'), ('Carm Vella', 'interior minister')],
    ),
    "afp3": (
        """1. Wide shot, harbour
2. Soundbite 1 - Ida Holt, lawyer (female, English): "Police held nine ferry pilots for nothing."
3. Soundbite 2 - Carm Vella, minister (male, Norlandic): "The law was broken."
""",
        [('Ida Holt', 'lawyer'), ('Carm Vella', 'minister')],
    ),
    "ruptly": (
        """M/S Police at the harbour

SOT, Ida Holt, lawyer (English): "Police held nine ferry pilots for nothing."

W/S Quay

SOT, Carm Vella, interior minister (Norlandic): "The law was broken."

C/U Ferry

SCRIPT

Nine were held.
""",
        [('Ida Holt', 'lawyer'), ('Carm Vella', 'interior minister')],
    ),
    "ruptly2": (
        """W/S Quay

SOT, Ida Holt, lawyer (English):
"Police held nine ferry pilots for nothing."

SOT, Carm Vella, interior minister (Norlandic):
"The law was broken."
""",
        [('Ida Holt', 'lawyer'), ('Carm Vella', 'interior minister')],
    ),
    "unquoted": (
        """SHOTLIST
1. Wide of quay
2. SOUNDBITE (English) Ida Holt, Lawyer:
Police held nine ferry pilots for nothing. We will be back.
3. Mid of ferry
""",
        [('Ida Holt', 'Lawyer')],
    ),
    "french": (
        """SHOTLIST:
1. Various of police
2. SOUNDBITE (French) Ida Holt, Lawyer:
"Police held nine ferry pilots for nothing,
and we will be back."
3. UPSOUND (English) chanting: "Let them go!"
4. NATSOUND: sirens
""",
        [('Ida Holt', 'Lawyer'), (None, 'chanting')],
    ),
    "cctv": (
        """Shot list:
1. Various of police
2. SOUNDBITE (English) Ida Holt, lawyer (starting with shot 1/partially overlaid with shot 3):
"Police held nine ferry pilots for nothing.";
3. Various of quay;
4. SOUNDBITE (Chinese) Carm Vella, minister (ending with shot 5):
"The law was broken.";

Storyline:
Nine were held.
""",
        [('Ida Holt', 'lawyer'), ('Carm Vella', 'minister')],
    ),
}  # fmt: skip

TEXTS = {
    "labels": "ANNA ROSSI: Police held nine ferry pilots.\n\nIDA HOLT (through translator): They did nothing.\n",
    "chevrons": ">> Police held nine ferry pilots. >> IDA HOLT: They did nothing.\n",
    "an article": "HALVIK, May 30 - Police held nine ferry pilots on Friday.\n\n“They did nothing,” said Ida Holt, their lawyer.\n",
    "questions": "Q: Why were they held?\n\nA: Nobody knows.\n\nQ: And now?\n\nA: We wait.\n",
}

SCC = {
    mark: f"Scenarist_SCC V1.0\n\n00:00:01{mark}00\t{codes}\n\n00:00:04{mark}00\t942c 942c\n"
    for mark, codes in {
        ":": "9420 9420 9470 9470 cec9 cec5 20d0 c94c 4f54 d380 942f 942f",
        ";": "9425 9425 94ad 94ad 9470 9470 cec9 cec5 20d0 c94c 4f54 d380",
    }.items()
} | {
    "painted": "Scenarist_SCC V1.0\n\n00:00:01:00\t9429 9429 9470 9470 cec9 cec5 20d0 c94c 4f54 d380\n\n00:00:04:00\t942c 942c\n"
}

# By the form that is to take them.
SAMPLES: dict[str, dict[str, str]] = {
    "shotlist": {name: text for name, (text, _) in SHOTLISTS.items()},
    "hansard": {name: text for name, (text, _) in OF_PARLIAMENTS.items()},
    "text": TEXTS,
    "scc": SCC,
}
