"""Words for places -> kinds of backdrop. `PLACES` lists, per kind, words that name it and words that only hint at it."""

from __future__ import annotations

#: kind -> (words that name the place, words that hint at it), separated by "|"
PLACES: dict[str, tuple[str, str]] = {
    "forest": ("forest|forest path|forest road|forest track|woodland path|woods|woodland|pine forest|rainforest clearing|grove|thicket|redwoods|clearing|glade|wilderness|"
               "taiga|enchanted forest|bamboo grove", "tree|pine|oak|birch|canopy|undergrowth|moss|fern|trail|leaf"),
    "jungle": ("jungle|rainforest|tropical forest|amazon|mangrove|swamp", "vine|palm frond|liana|bayou"),
    "desert": ("desert|dune|sand dune|sahara|mojave|gobi|badlands|wasteland|savanna|savannah|outback|canyon|oasis|mesa",
               "cactus|sand|camel|arid|tumbleweed|grand canyon"),
    "beach": ("beach|seaside|seashore|shore|shoreline|coast|coastline|tropical island|island|cove|bay|lagoon|boardwalk",
              "surf|seashell|palm tree|tide|sandcastle|palm"),
    "harbour": ("harbour|port|pier|dock|docks|wharf|marina|quay|seaport|fishing village|jetty|shipyard|"
                "waterfront|boathouse", "mast|fishing boat|seagull|gangway|anchor"),
    "lighthouse": ("lighthouse|lighthouse rock|lighthouse island|lighthouse tower|lantern room|lamp room", "foghorn"),
    "corridor": ("corridor|elevator|lift|hallway|passage|passageway|hall of doors|long hall|ring corridor|hotel corridor|space station corridor|ship corridor|"
                 "corridor of a space station|corridor of the space station|corridor of a spaceship|corridor of the ship", "row of doors"),
    "sea": ("ocean|open sea|high sea|at sea|sea|aboard ship|ship's deck|deck of ship|ship deck|sailing ship|"
            "deck of a ship|pirate ship|raft|on deck|deck of the ship|ocean liner|deck", "horizon of water|sail|ship"),
    "underwater": ("underwater|ocean floor|seabed|coral reef|reef|sea bed|beneath the wave|under the sea|atlantis|"
                   "deep sea|aquarium|bottom of the ocean|beneath the sea|submarine", "coral|seaweed|kelp|school of fish"),
    "river": ("river|riverbank|stream|creek|riverside|brook|waterfall|canal|rapids|river bank|water's edge",
              "bridge|ford|reed"),
    "lake": ("lake|lakeside|lakeshore|pond|loch|fjord|reservoir|dockside lake|shore of lake", "rowboat|swan|lily pad"),
    "mountain": ("mountain|mountaintop|summit|peak|alps|himalayas|andes|cliff|ridge|highland|hilltop|valley|alpine meadow|"
                 "mountain pass|mountain path|everest|volcano|foothill|plateau|crag|precipice|mountain trail", "cliffside|rocky"),
    "snow": ("snow field|snowfield|snowy field|tundra|arctic|antarctica|antarctic|north pole|south pole|ice field|"
             "glacier|frozen lake|frozen landscape|winter landscape|snowy landscape|snow covered field|iceberg|"
             "ski slope|snowy plain|frozen wasteland|snowy hill|siberia|ice sheet|winter wonderland|frozen river",
             "igloo|sled|snow|snowdrift|ice"),
    "field": ("field|meadow|prairie|grassland|plain|pasture|hill|hillside|countryside|open field|wildflower field|"
              "heath|moor|steppe|rolling hill|grassy hill|campsite|camp", "grass|wildflower|scarecrow|outdoors|outside"),
    "farm": ("farm|farmland|farmyard|barn|barnyard|cornfield|wheat field|ranch|vineyard|orchard|crop field|rice paddy|"
             "corn field|plantation|stable|homestead|farmstead|field of wheat|apple orchard|paddy field",
             "haystack|hay|tractor|silo|crop|wheat|plough|windmill|chicken coop"),
    "garden": ("garden|garden path|garden wall|garden gate|backyard|back garden|greenhouse|botanical garden|flower bed|courtyard garden|rose garden|patio|"
               "conservatory|maze|hedge maze|labyrinth|back yard|vegetable garden|allotment|terrace|yard", "flowerbed|rose bush|hedge|trellis|flower"),
    "park": ("park|park path|city park|public park|promenade|town green|village green|zoo|golf course|fairground|amusement park|carnival|"
             "central park|gazebo|picnic area|outdoor wedding", "park bench|fountain|picnic|duck pond|lawn"),
    "playground": ("playground|schoolyard|school yard|sandbox|sandpit|play area|jungle gym",
                   "swing set|seesaw|slide|swing|merry go round"),
    "city": ("city|street|downtown|avenue|urban street|city street|sidewalk|pavement|metropolis|boulevard|alley|alleyway|"
             "crosswalk|intersection|new york|manhattan|london|tokyo|paris|chicago|times square|hong kong|seoul|berlin|"
             "city square|plaza|main street|town|urban|san francisco|los angeles|shanghai|bus stop|town square|town centre|"
             "city centre|apartment block|parking lot|car park|brooklyn|skid row|cobbled street|back alley|mumbai",
             "skyscraper|traffic|streetlight|streetlamp|taxi|neon sign|storefront|pedestrian|city light|tower block|graffiti"),
    "rooftop": ("rooftop|roof terrace|roof|balcony|skyline|city skyline|penthouse|observation deck|fire escape", "chimney pot"),
    "village": ("village|hamlet|small town|medieval town|settlement|village square|cobblestone street|old town|"
                "medieval village|western town|frontier town|bavaria|hobbit|cobblestone lane|wild west",
                "thatched|cobblestone|cottage roof|half timbered"),
    "house": ("house|cottage|front porch|porch|doorstep|front yard|suburb|suburban street|cabin|farmhouse|mansion|driveway|"
              "bungalow|log cabin|front door|suburbia|villa|veranda|childhood home|family home|hut|front lawn|treehouse|"
              "new home|suburban neighbourhood|neighbourhood|manor|estate|residential street",
              "mailbox|picket fence|white picket fence|garage"),
    "road": ("road|highway|country road|dirt road|dirt path|country lane|lane|motorway|freeway|route 66|crossroads|roadside|path|"
             "inside car|bus ride|back seat|car ride|interstate|gas station|petrol station|footpath|bridge over",
             "asphalt|signpost|milestone|windscreen|dashboard"),
    "market": ("market|marketplace|bazaar|street market|souk|market square|farmers market|night market|fair|flea market|"
               "festival|county fair|street fair", "stall|vendor|awning|produce"),
    "station": ("train station|railway station|station|platform|subway|metro|railway|train|train carriage|train car|"
                "railway platform|subway station|bus station|underground station|tube|locomotive|railroad",
                "rail|track|commuter|conductor|timetable"),
    "airport": ("airport|runway|airfield|terminal|departure lounge|hangar|aeroplane cabin|airport terminal|tarmac|"
                "departure gate|plane cabin|aboard plane|on plane|cockpit|launch pad|spaceport", "boarding pass|luggage|jet"),
    "battlefield": ("battlefield|trench|trenches|war zone|front line|warzone|frontline|battle|ruined city|bombed city|"
                    "no man's land|minefield|post apocalyptic|rubble|wreckage|crash site", "barbed wire|cannon|crater|tank|artillery"),
    "graveyard": ("graveyard|cemetery|grave|graveside|burial ground|tomb|churchyard|funeral|gravesite|burial|crypt|mausoleum",
                  "tombstone|gravestone|headstone|coffin|casket"),
    "castle": ("castle|fortress|palace courtyard|citadel|castle courtyard|drawbridge|castle wall|kingdom|battlement|"
               "medieval castle|tower|stronghold|rampart|palace gate|castle gate|courtyard", "turret|moat|banner|portcullis"),
    "ballroom": ("ballroom|palace|throne room|great hall|grand hall|banquet hall|hotel lobby|lobby|grand hotel|hotel|"
                 "banquet|dance hall|reception hall|chateau|wedding reception|royal court|dance floor|court|foyer|"
                 "party hall|casino|nightclub|club|disco|discotheque|embassy|grand staircase|gala|prom", "chandelier|throne|marble|red carpet|pillar"),
    "ruins": ("ruin|ancient ruin|temple|ancient temple|greek temple|acropolis|stonehenge|ancient rome|rome|colosseum|"
              "parthenon|lost city|machu picchu|ancient city|greece|athens|archaeological site|excavation|abandoned temple|"
              "amphitheatre|ancient greece|dig site|shrine", "column|broken statue|stone arch"),
    "pyramids": ("pyramid|egypt|giza|sphinx|ancient egypt|nile|cairo|pharaoh's tomb|valley of the king|aztec|mayan",
                 "hieroglyph|obelisk|pharaoh"),
    "cave": ("cave|cavern|grotto|underground cave|mine|mineshaft|tunnel|underground|lair|den|crystal cave|dungeon cave|"
             "sewer|quarry|cave mouth|dragon's lair|burrow", "stalactite|crystal|stalagmite|cave painting"),
    "space": ("outer space|space|cosmos|galaxy|orbit|milky way|nebula|asteroid field|asteroid|universe|starfield|low orbit|"
              "void of space|deep space|black hole|among the star|solar system", "constellation|comet|satellite|planet earth"),
    "planet": ("moon|lunar surface|mars|alien planet|planet|martian surface|surface of mars|alien world|surface of the moon|"
               "lunar base|red planet|exoplanet|surface of planet|crater field|barren planet|alien landscape|martian",
               "lander|rover|moon dust"),
    "spaceship": ("spaceship|spacecraft|space station|starship|spaceship interior|bridge of the ship|control room|"
                  "mission control|iss|space shuttle|airlock|spaceship bridge|ship's bridge|space capsule|escape pod|"
                  "command centre|cargo bay|orbiting station", "control panel|viewport|zero gravity|hologram"),
    "kitchen": ("kitchen|kitchenette|farmhouse kitchen|bakery|scullery|bakehouse|patisserie|pantry|kitchen table|dining room|kitchen counter|diner kitchen",
                "stove|oven|refrigerator|fridge|sink|pot|pan|dough|flour|dining table|baking"),
    "bedroom": ("bedroom|bed|attic|hotel room|dormitory|dorm room|motel room|guest room|dorm|bed chamber|bedchamber|bedside|"
                "boudoir|barracks|attic room|children's room|deathbed", "pillow|blanket|nightstand|duvet|mattress|wardrobe"),
    "nursery": ("nursery|baby's room|playroom|kindergarten|day care|daycare|preschool|child's room|childhood bedroom",
                "crib|cradle|cot|mobile above|building block"),
    "living_room": ("living room|lounge|sitting room|parlour|parlor|family room|apartment|flat|drawing room|home|den room|"
                    "front room|studio apartment|farmhouse parlour|indoors|inside the house|room|retirement home|nursing home|"
                    "care home|bathroom|basement|cellar|sauna|house interior|interior",
                    "sofa|couch|armchair|fireplace|hearth|television|tv|rug|mantelpiece|rocking chair|carpet"),
    "classroom": ("classroom|science fair|book fair|school|schoolroom|lecture hall|university|college|kindergarten class|high school|lecture room|"
                  "schoolhouse|elementary school|primary school|academy|campus|exam hall|school corridor|graduation",
                  "blackboard|chalkboard|school desk|chalk|whiteboard|teacher's desk"),
    "library": ("library|bookshop|bookstore|study|archive|reading room|old library|bookshelf room|home library|den of book",
                "bookshelf|bookcase|shelf of book|row of book|wall of book"),
    "office": ("office|workplace|cubicle|boardroom|conference room|meeting room|newsroom|office building|call centre|"
               "headquarters|open plan office|startup|bank|police station|law firm|courtroom|town hall|city hall|post office|"
               "corporate office|studio office|government building|precinct|parliament",
               "desk|filing cabinet|computer|printer|monitor|cubicles"),
    "lab": ("laboratory|lab|research facility|research centre|observatory|clean room|science lab|chemistry lab|"
            "secret laboratory|research lab|server room|research station|robotics lab",
            "test tube|beaker|flask|microscope|experiment|bunsen burner|petri dish"),
    "hospital": ("hospital|hospital room|clinic|emergency room|ward|operating theatre|operating room|intensive care|"
                 "maternity ward|doctor's office|waiting room|infirmary|delivery room|hospice|surgery|medical centre|"
                 "field hospital|hospital corridor|hospital bed|asylum|vet|morgue|ambulance",
                 "stretcher|heart monitor|iv drip|patient|gurney"),
    "church": ("church|chapel|cathedral|monastery|abbey|altar|synagogue|mosque|convent|wedding chapel|basilica|church wedding|"
               "wedding ceremony|wedding|vestry|oratory|nave|cloister", "pew|stained glass|aisle|choir|pulpit"),
    "cafe": ("cafe|sidewalk cafe|street cafe|coffee shop|coffeehouse|restaurant|diner|bistro|tearoom|tea room|bar|pub|tavern|saloon|inn|pizzeria|"
             "ice cream parlour|eatery|canteen|cafeteria|jazz club|brasserie|trattoria|soda fountain",
             "espresso|menu|barista|waiter|bartender|waitress|counter stool"),
    "theatre": ("theatre|stage|concert hall|opera house|auditorium|on stage|backstage|circus|opera|playhouse|music hall|"
                "concert|talent show|circus tent|big top|theatre stage|movie theatre|cinema|awards ceremony|film set|recital|"
                "podium|tv studio|ballet", "curtain|spotlight|footlight|red curtain|orchestra|microphone stand"),
    "gallery": ("gallery|art gallery|museum|exhibition|art museum|louvre|exhibition hall|natural history museum|showroom",
                "exhibit|framed painting|display case|sculpture|dinosaur skeleton"),
    "shop": ("shop|store|boutique|supermarket|grocery store|toy shop|grocery|department store|antique shop|mall|toy store|"
             "shopping mall|clock shop|flower shop|pet shop|apothecary|laundromat|laundrette|butcher's shop|butchery|tailor's shop|candy store|sweet shop|convenience store|pharmacy|"
             "hair salon|salon|barber shop|barbershop|arcade|pawn shop|record store", "cash register|shop window|shopkeeper|counter"),
    "factory": ("factory|assembly line|warehouse|industrial plant|power plant|steel mill|mill|foundry|refinery|depot|"
                "factory floor|granary|brewery|distillery|slaughterhouse|power station|abandoned warehouse|plant floor|construction site|sawmill|textile mill",
                "conveyor belt|smokestack|machinery|assembly|boiler|gear|scaffolding"),
    "workshop": ("workshop|garage workshop|art studio|artist's studio|painting studio|blacksmith's forge|forge|shed|"
                 "carpenter's workshop|inventor's workshop|pottery studio|atelier|toolshed|toymaker's workshop|smithy|"
                 "recording studio|garage", "workbench|tool|anvil|easel|sawdust|toolbox|pottery wheel"),
    "stadium": ("stadium|arena|sports field|football field|baseball field|soccer field|race track|running track|gym|boxing ring|"
                "gymnasium|basketball court|tennis court|rink|skating rink|football pitch|baseball diamond|ice rink|olympic|racetrack|swimming pool|"
                "dojo|playing field|ballpark|finish line|cricket pitch", "goalpost|scoreboard|grandstand|bleachers"),
    "prison": ("prison|jail|prison cell|cell|dungeon|jail cell|detention|bunker|interrogation room|prison yard|bomb shelter",
               "iron bar|handcuff|chain|shackle"),
    "sky": ("sky|among the cloud|above the cloud|in the air|hot air balloon|clouds|cloud|midair|heaven|in the sky|heavens|"
            "dream world|dreamscape|flying through", "floating island|parachute"),
    "studio": ("plain background|studio|neutral background|studio backdrop|blank background|white background|void|limbo|"
               "photo studio|abstract background|grey background|empty background|black background|portrait background", "backdrop"),
}  # fmt: skip

#: words after which a place is only looked at, remembered or compared with
BESIDE_THE_PLACE = {"overlooking", "overlook", "toward", "towards", "beyond", "distant", "view", "behind", "outside",
                    "past", "of", "near", "facing", "leaving", "through", "like", "from", "photograph", "painting",
                    "picture", "about", "remembering", "dreaming", "above", "background", "visible"}  # fmt: skip
INTO_THE_PLACE = {"in", "inside", "at", "on", "into", "within", "aboard", "interior", "under", "across", "along",
                  "entering", "throughout", "amid", "amidst", "same"}  # fmt: skip
INDOORS = {"ballroom", "spaceship", "kitchen", "bedroom", "nursery", "living_room", "classroom", "library", "office",
           "lab", "corridor", "hospital", "church", "cafe", "theatre", "gallery", "shop", "factory", "workshop", "prison",
           "studio", "cave"}  # fmt: skip
WEIGHTLESS = {"space", "underwater", "sky"}
