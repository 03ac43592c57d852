"""Words that the offline writer knows: names with their sex, peoples and cities, ages, genres, spans of time."""

from __future__ import annotations

#: people -> (female names, male names). The first dozen cultures cover the cities and nationalities below.
NAMES: dict[str, tuple[str, str]] = {
    "american": (
        "Mary Dorothy Ruth Helen Betty Evelyn Alice Clara Margaret Frances Rose Ellen Nora June",
        "John Henry Walter Frank Joe Thomas William Arthur Ray Samuel Charlie Ben Jack Earl",
    ),
    "english": (
        "Anna Emily Edith Beatrice Florence Harriet Agnes Lucy Eleanor Jane Kate Olivia Sophie Emma",
        "Edward George Oliver Albert Hugh Simon Peter Daniel Elias Tobias Robert Harry James David",
    ),
    "french": (
        "Camille Colette Margot Sylvie Juliette Odette Manon Claire Simone Elodie Amelie Louise",
        "Luc Henri Marcel Bastien Etienne Olivier Remy Antoine Julien Gaston Pierre Theo",
    ),
    "italian": (
        "Giulia Lucia Bianca Rosa Chiara Elena Francesca Sofia Carla Paola",
        "Marco Luca Paolo Enzo Matteo Giovanni Pietro Dario Nino Salvatore",
    ),
    "spanish": (
        "Carmen Ines Lola Pilar Marisol Isabel Paloma Teresa Luz Valentina Maria Frida",
        "Diego Mateo Rafael Javier Pablo Andres Miguel Joaquin Tomas Carlos",
    ),
    "german": (
        "Greta Hanna Liesel Frieda Klara Ingrid Marlene Lena Johanna Ida",
        "Karl Otto Emil Jonas Felix Anton Lukas Hans Moritz Konrad",
    ),
    "nordic": (
        "Astrid Freya Sigrid Liv Ingeborg Solveig Maja Elsa Runa Tove",
        "Erik Lars Leif Nils Bjorn Anders Magnus Sven Halvard Olaf",
    ),
    "russian": (
        "Anya Katya Natasha Olga Irina Vera Tatiana Svetlana Masha Galina",
        "Ivan Dmitri Sergei Nikolai Misha Boris Alexei Yuri Pavel Viktor",
    ),
    "japanese": (
        "Yuki Hana Aiko Keiko Sakura Emi Naoko Haruka Michiko Rin",
        "Kenji Haru Takeshi Hiro Sora Akira Ren Daichi Shinji Kazuo",
    ),
    "chinese": ("Mei Lin Xiu Ying Lan Jia Hua Yan Fang Qing", "Wei Jun Ming Feng Bo Tao Hao Lei Chen Liang"),
    "indian": (
        "Priya Asha Leela Meera Kavita Anjali Sita Lakshmi Divya Rani",
        "Arjun Ravi Vikram Sanjay Kiran Mohan Dev Anil Rahul Gopal",
    ),
    "arab": (
        "Amina Layla Fatima Salma Noor Yasmin Zahra Samira Huda Rania",
        "Omar Karim Yusuf Hassan Tariq Khalil Idris Samir Rashid Ali",
    ),
    "african": (
        "Amara Zola Nia Imani Adaeze Thandi Ayo Makena Abeni Chidinma",
        "Kofi Kwame Jabari Sefu Tunde Chike Themba Obi Amadi Juma",
    ),
}
MORE_FEMALE = """Abigail Ada Adele Agatha Amy Andrea Angela Anne Annie Antonia Ariadne Aurora Ava Barbara Bella Bertha
Carol Caroline Catherine Charlotte Chloe Christine Cleo Cleopatra Cora Daisy Daphne Diana Doris Eliza Elizabeth Ella
Elsie Esther Eva Eve Fiona Flora Gabriela Georgia Gloria Hannah Hazel Heidi Ida Iris Ivy Jasmine Jennifer Jessica Joan
Josephine Julia Julie Karen Laura Lily Linda Lisa Lucia Lydia Mabel Maggie Marie Marina Martha Matilda Maya Mia Mina
Miriam Molly Monica Nancy Naomi Nina Norah Penelope Phoebe Rachel Rebecca Rosie Sally Sarah Stella Susan Sylvia Tess
Thea Ursula Victoria Violet Virginia Wendy Willa Zoe Grace Hope Faith Juliet Ophelia Marie""".split()
MORE_MALE = """Aaron Abel Adam Adrian Alan Albert Alex Alexander Alfred Andrew Angus Anthony August Basil Benjamin Bill
Bob Brian Bruno Caleb Cedric Charles Christopher Clarence Clark Cyrus Dan Dennis Dominic Douglas Duncan Edgar Edmund Eli
Elijah Eric Ernest Ethan Eugene Ezra Fred Frederick Gabriel Gilbert Gregory Gus Harold Herbert Hugo Ian Isaac Jacob Jake
Jason Jeremy Jim Jonathan Joseph Joshua Julian Kevin Leo Leon Leonard Lewis Liam Louis Lucas Martin Matthew Max Michael
Milo Morris Nathan Ned Neil Nicholas Noah Norman Oscar Owen Patrick Paul Percy Philip Ralph Richard Roger Roland Sam
Sebastian Silas Stanley Stephen Steve Ted Theodore Tim Tom Victor Vincent Romeo Hamlet Sherlock Wilfred Winston Zachary""".split()
#: Names that are also common words: only read as a name when capitalised inside a sentence, or after "named".
AMBIGUOUS = set(
    "rose grace mark will may hope art bill june april faith daisy lily ivy iris hazel violet ray earl "
    "frank jack bo ren dev lin lan bell sky star luz ali chase rich pat gene dawn ming mina eve ada "
    "august max gus lei tao hua".split()
)

#: word in the sentence -> (culture of the names, where it plays as a phrase, or "")
PEOPLES: dict[str, tuple[str, str]] = {
    "american": ("american", "America"),
    "english": ("english", "England"),
    "british": ("english", "England"),
    "scottish": ("english", "Scotland"),
    "irish": ("english", "Ireland"),
    "french": ("french", "France"),
    "parisian": ("french", "Paris"),
    "italian": ("italian", "Italy"),
    "roman": ("italian", "Rome"),
    "venetian": ("italian", "Venice"),
    "spanish": ("spanish", "Spain"),
    "mexican": ("spanish", "Mexico"),
    "cuban": ("spanish", "Cuba"),
    "argentine": ("spanish", "Argentina"),
    "german": ("german", "Germany"),
    "austrian": ("german", "Austria"),
    "swiss": ("german", "Switzerland"),
    "norwegian": ("nordic", "Norway"),
    "swedish": ("nordic", "Sweden"),
    "danish": ("nordic", "Denmark"),
    "icelandic": ("nordic", "Iceland"),
    "viking": ("nordic", "the northern fjords"),
    "russian": ("russian", "Russia"),
    "ukrainian": ("russian", "Ukraine"),
    "polish": ("russian", "Poland"),
    "japanese": ("japanese", "Japan"),
    "chinese": ("chinese", "China"),
    "indian": ("indian", "India"),
    "egyptian": ("arab", "Egypt"),
    "moroccan": ("arab", "Morocco"),
    "turkish": ("arab", "Turkey"),
    "persian": ("arab", "Persia"),
    "african": ("african", "Africa"),
    "kenyan": ("african", "Kenya"),
    "nigerian": ("african", "Nigeria"),
    "ghanaian": ("african", "Ghana"),
    "canadian": ("american", "Canada"),
    "australian": ("english", "Australia"),
    "greek": ("italian", "Greece"),
    "portuguese": ("spanish", "Portugal"),
    "brazilian": ("spanish", "Brazil"),
}
CITIES: dict[str, tuple[str, str]] = {
    "paris": ("french", "Paris"),
    "marseille": ("french", "Marseille"),
    "lyon": ("french", "Lyon"),
    "new york": ("american", "New York"),
    "chicago": ("american", "Chicago"),
    "boston": ("american", "Boston"),
    "new orleans": ("american", "New Orleans"),
    "los angeles": ("american", "Los Angeles"),
    "san francisco": ("american", "San Francisco"),
    "texas": ("american", "Texas"),
    "kansas": ("american", "Kansas"),
    "london": ("english", "London"),
    "edinburgh": ("english", "Edinburgh"),
    "dublin": ("english", "Dublin"),
    "rome": ("italian", "Rome"),
    "venice": ("italian", "Venice"),
    "naples": ("italian", "Naples"),
    "madrid": ("spanish", "Madrid"),
    "barcelona": ("spanish", "Barcelona"),
    "havana": ("spanish", "Havana"),
    "lisbon": ("spanish", "Lisbon"),
    "berlin": ("german", "Berlin"),
    "vienna": ("german", "Vienna"),
    "prague": ("german", "Prague"),
    "oslo": ("nordic", "Oslo"),
    "stockholm": ("nordic", "Stockholm"),
    "iceland": ("nordic", "Iceland"),
    "norway": ("nordic", "Norway"),
    "moscow": ("russian", "Moscow"),
    "siberia": ("russian", "Siberia"),
    "tokyo": ("japanese", "Tokyo"),
    "kyoto": ("japanese", "Kyoto"),
    "japan": ("japanese", "Japan"),
    "shanghai": ("chinese", "Shanghai"),
    "beijing": ("chinese", "Beijing"),
    "china": ("chinese", "China"),
    "mumbai": ("indian", "Mumbai"),
    "delhi": ("indian", "Delhi"),
    "india": ("indian", "India"),
    "cairo": ("arab", "Cairo"),
    "egypt": ("arab", "Egypt"),
    "istanbul": ("arab", "Istanbul"),
    "marrakech": ("arab", "Marrakech"),
    "sahara": ("arab", "the Sahara"),
    "lagos": ("african", "Lagos"),
    "nairobi": ("african", "Nairobi"),
    "mars": ("american", "Mars"),
    "arctic": ("nordic", "the Arctic"),
    "antarctica": ("english", "Antarctica"),
    "alaska": ("american", "Alaska"),
    "alps": ("german", "the Alps"),
    "himalaya": ("indian", "the Himalaya"),
    "amazon": ("spanish", "the Amazon"),
    "america": ("american", "America"),
    "france": ("french", "France"),
    "italy": ("italian", "Italy"),
    "spain": ("spanish", "Spain"),
    "germany": ("german", "Germany"),
    "england": ("english", "England"),
    "scotland": ("english", "Scotland"),
    "ireland": ("english", "Ireland"),
    "russia": ("russian", "Russia"),
    "mexico": ("spanish", "Mexico"),
    "greece": ("italian", "Greece"),
}

#: where there is not one town but many, and country between them
_COUNTRY = {
    "Texas",
    "Kansas",
    "Iceland",
    "Norway",
    "Siberia",
    "Japan",
    "China",
    "India",
    "Egypt",
    "the Sahara",
    "Mars",
    "the Arctic",
    "Antarctica",
    "Alaska",
    "the Alps",
    "the Himalaya",
    "the Amazon",
    "America",
    "France",
    "Italy",
    "Spain",
    "Germany",
    "England",
    "Scotland",
    "Ireland",
    "Russia",
    "Mexico",
    "Greece",
}
TOWNS = {where for _, where in CITIES.values()} - _COUNTRY
#: what a town has instead
IN_TOWN = {
    "road": "city street",
    "village": "city street",
    "farm": "city street",
    "forest": "park",
    "field": "park",
    "beach": "river",
    "castle": "museum",
    "cave": "alley",
}

#: words -> how an era is spoken of. "old" eras have no trains, telephones or electric light.
ERAS: list[tuple[str, str, str]] = [
    (
        r"medieval|middle ages|knights?|kings?|queens?|princess(?:es)?|princes?|castle|viking|sorcerer|wizard|witch",
        "old",
        "in the Middle Ages",
    ),
    (r"ancient|pharaoh|roman empire|gladiator|antiquity", "old", "in ancient times"),
    (r"samurai|shogun|edo", "old", "in the days of the shoguns"),
    (r"renaissance", "old", "in the Renaissance"),
    (r"pirates?|1[67]\d\ds?|age of sail", "old", "in the age of sail"),
    (r"cowboys?|wild west|gold rush|frontier", "past", "in the 1870s"),
    (r"victorian|18\d\ds?|gaslight|19th century", "past", "in the 1880s"),
    (r"first world war|world war i|world war one|wwi|trenches", "past", "in 1917"),
    (r"second world war|world war ii|world war two|wwii|d-day|resistance", "past", "in 1943"),
    (r"prohibition|jazz age|roaring twenties|1920s?|silent film", "past", "in the 1920s"),
    (r"great depression|1930s?", "past", "in the 1930s"),
    (r"1940s?|noir", "past", "in the 1940s"),
    (r"1950s?|fifties", "past", "in the 1950s"),
    (r"1960s?|sixties|moon landing", "past", "in the 1960s"),
    (r"1970s?|seventies", "past", "in the 1970s"),
    (r"1980s?|eighties", "past", "in the 1980s"),
    (r"1990s?|nineties", "past", "in the 1990s"),
    (
        r"cyberpunk|dystopian?|futur\w+|2[1-9]\d\d|androids?|space ?ships?|spaceships?|galaxy|planets?|mars|astronauts?|"
        r"cosmonauts?|alien\w*|starship|space station|outer space",
        "future",
        "a century from now",
    ),
]

SPANS: list[tuple[str, str]] = [
    (r"a day in (?:the )?(?:life|lives)", "day"),
    (
        r"birth to death|birth to old age|cradle to (?:the )?grave|from birth|whole life|entire life|lifetime|life story"
        r"|biography|grow(?:s|ing)? old|lives? (?:of|a)|'s life|’s life|the life\b|life from|years of (?:his|her) life"
        r"|\blife,|story of (?:her|his) life|childhood to",
        "life",
    ),
    (r"four seasons|through the seasons|all seasons|seasons", "seasons"),
    (r"one summer|a summer|the summer|last summer|summer", "summer"),
    (r"one winter|a winter|winter|christmas", "winter"),
    (r"one spring|a spring\b|springtime", "spring"),
    (r"one autumn|autumn|fall of", "autumn"),
    (r"single night|one night|at night|a night|the night|midnight|tonight|nights?", "night"),
    (r"single day|one day|a day in|the day\b", "day"),
    (r"years|decades?|generations?", "years"),
]

#: genre -> words that vote for it. The highest sum wins; ties go to the earlier genre.
GENRES: list[tuple[str, str]] = [
    ("heist", r"heist|rob(?:s|bery|bing)?\b|steal(?:s|ing)?|stole|stolen|burglar\w*|thie(?:f|ves)|vault|jewel thief"),
    (
        "mystery",
        r"myster\w+|detective|murder\w*|clue|disappear\w*|vanish\w*|missing|investigat\w+|secret|noir|haunt\w*"
        r"|ghosts?|crime|riddle|spy|spies",
    ),
    (
        "rivalry",
        r"rivals?|rivalry|competition|contest|competes?|competing|duel|compete|champion\w*|tournament|race\b"
        r"|races\b|versus|vs\b|enem(?:y|ies)|feud",
    ),
    (
        "romance",
        r"love|loves|lovers?|romance|romantic|wedding|marry|marries|kiss|heartbreak|falls? in love|sweethearts?"
        r"|soulmates?",
    ),
    (
        "homeward",
        r"way home|home again|back home|returns? home|coming home|lost dog|journey home|find(?:s)? (?:its|his|"
        r"her|their) way|gets? lost|find(?:s)? home",
    ),
    (
        "disaster",
        r"eruption|erupts|earthquake|flood\w*|hurricane|tornado|wildfire|great fire|shipwreck|sinking|sinks"
        r"|tsunami|avalanche|volcano|blizzard|plague|apocalypse|meteor|asteroid|survive\w*|survivors?|stranded"
        r"|storm|castaway|battles?|war|wars|soldiers?|invasion|siege",
    ),
    (
        "space",
        r"space|spaceship|astronauts?|cosmonauts?|planets?|galaxy|alien\w*|mars|moon landing|starship|orbit\w*"
        r"|rocket",
    ),
    (
        "tale",
        r"fairy ?tale|once upon a time|magic\w*|dragons?|witch\w*|wizards?|princess\w*|princes?|kingdom|enchanted"
        r"|fairy|fairies|unicorns?|spell|curse\w*|king|queen|mermaids?|giants?|knights?",
    ),
    ("comedy", r"comedy|comic\w*|funny|hilarious|goes wrong|mishaps?|clumsy|mix-?up|slapstick|prank\w*|clowns?"),
    (
        "quest",
        r"adventur\w+|quest|treasures?|expedition|explor\w+|journeys?|search\w*|lost (?:map|city|temple|island)"
        r"|map|discover\w*|voyage|travels?|climbs?|sets? out|cross(?:es|ing)?|sails?",
    ),
    (
        "friendship",
        r"friends?|friendship|lonely|loneliness|companions?|alone|meets?|stray|adopts?|together|befriends?"
        r"|reunit\w+|bond\w*",
    ),
]

OBJECTS = """letter map violin key locket photograph book diary compass lantern ring watch pocket-watch umbrella painting
sword crown piano guitar camera telescope music-box kite bicycle suitcase ticket coin pearl diamond necklace seed lamp
recipe clock boat toy doll scarf hat trumpet radio star-chart scroll statue idol mask gem ruby emerald treasure
typewriter film-reel postcard bottle mirror feather shell stone tape record machine balloon""".split()

NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "both": 2, "2": 2, "3": 3, "4": 4, "5": 5, "pair": 2, "twin": 2}
OLD_WORDS = r"old|elderly|aged|ageing|aging|retired|ancient|grey-haired|gray-haired|widowed"
YOUNG_WORDS = r"young|teenage|teenaged|adolescent|newly|apprentice"
CHILD_WORDS = r"little|small|orphan|orphaned|baby|tiny"

FEMALE = {n for women, _ in NAMES.values() for n in women.split()} | set(MORE_FEMALE)
MALE = {n for _, men in NAMES.values() for n in men.split()} | set(MORE_MALE)
