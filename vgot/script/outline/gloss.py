"""Words of German and Spanish that are understood well enough to be drawn: who, what and where, never a whole sentence."""

from __future__ import annotations

import re

_GERMAN = """ein=a eine=a einen=a einem=a einer=a eines=a der=the die=the das=the den=the dem=the des=the und=and oder=or mit=with ohne=without
in=in im=in_the ins=to_the am=on_the an=on auf=on aus=from nach=to zu=to zum=to_the zur=to_the von=from vom=from_the bei=at beim=at_the
unter=under über=over durch=through für=for bis=until dann=then wenn=when während=while nachdem=after der_die=who
er=he sie=she es=it ihn=it ihm=him ihr=her sein=his seine=his seinen=his seinem=his seiner=his ihre=her ihren=her ihrem=her ihrer=her
alter=old alte=old alten=old junger=young junge=boy jungen=boy kleiner=little kleine=little kleinen=little einsamer=lonely einsame=lonely
letzte=last letzten=last verlorene=lost roten=red roter=red rote=red blauen=blue goldene=golden zwei=two drei=three vier=four beste=best besten=best
mann=man frau=woman mädchen=girl kind=child vater=father mutter=mother großmutter=grandmother oma=grandmother großvater=grandfather opa=grandfather
enkel=grandson enkelin=granddaughter bruder=brother schwester=sister brüder=brothers schwestern=sisters freunde=friends freund=friend freundin=friend
uhrmacher=clockmaker fischer=fisherman bäcker=baker bäckerin=baker köche=chefs koch=chef köchin=chef lehrer=teacher lehrerin=teacher astronaut=astronaut
astronautin=astronaut detektiv=detective detektivin=detective leuchtturmwärter=lighthouse_keeper gärtner=gardener gärtnerin=gardener pianist=pianist
pianistin=pianist maler=painter malerin=painter matrose=sailor soldat=soldier könig=king königin=queen prinzessin=princess prinz=prince ritter=knight
hexe=witch zauberer=wizard dieb=thief postbote=postman ärztin=doctor arzt=doctor kapitän=captain
hund=dog katze=cat pferd=horse fuchs=fox wolf=wolf bär=bear vogel=bird maus=mouse drache=dragon drachen=dragon roboter=robot geist=ghost wal=whale
eule=owl elefant=elephant pinguin=penguin schmetterling=butterfly hase=rabbit
ballon=balloon luftballon=balloon brief=letter schatz=treasure schlüssel=key uhr=clock geige=violin klavier=piano buch=book karte=map blume=flower
garten=garden baum=tree brot=bread kuchen=cake boot=boat schiff=ship krone=crown stern=star mond=moon sonne=sun lied=song bild=painting laterne=lantern
stadt=city dorf=village wald=forest meer=sea see=lake fluss=river berg=mountain bergen=mountains strand=beach schloss=castle bibliothek=library
leuchtturm=lighthouse haus=house schule=school bahnhof=train_station insel=island wüste=desert küche=kitchen werkstatt=workshop markt=market kirche=church
theater=theatre hafen=harbour park=park dach=rooftop hause=home zuhause=home
baut=builds bauen=build findet=finds finden=find verliert=loses sucht=searches_for suchen=search_for folgt=follows rettet=rescues trifft=meets liebt=loves
backt=bakes backen=bake lehrt=teaches lernt=learns tanzt=dances tanzen=dance singt=sings spielt=plays malt=paints schreibt=writes pflanzt=plants
reist=travels reisen=travel fliegt=flies fliegen=fly segelt=sails schwimmt=swims läuft=runs geht=goes gehen=go kehrt=returns wartet=waits
versteckt=hides stiehlt=steals stehlen=steal öffnet=opens bringt=brings schenkt=gives verkauft=sells befreit=frees repariert=repairs träumt=dreams
bleibt=stays erwacht=wakes stirbt=dies entdeckt=discovers überquert=crosses
morgengrauen=dawn sonnenaufgang=sunrise morgen=morning abend=evening nacht=night mitternacht=midnight schnee=snow regen=rain sturm=storm winter=winter
sommer=summer herbst=autumn frühling=spring sich=_ nicht=not wieder=again immer=always auch=also verlieben=fall_in_love davon=_ frei=free namens=named"""
_SPANISH = """un=a una=a el=the la=the los=the las=the unos=some unas=some y=and e=and o=or con=with sin=without en=in al=to_the a=to de=of del=of_the por=through
para=for hasta=to desde=from sobre=over bajo=under entre=among luego=then cuando=when mientras=while que=who
él=he ella=she lo=it le=him su=his sus=his viejo=old vieja=old joven=young pequeño=little pequeña=little solitario=lonely solitaria=lonely último=last última=last
perdido=lost perdida=lost rojo=red roja=red azul=blue dorado=golden dos=two tres=three cuatro=four mejor=best
hombre=man mujer=woman niña=girl niño=boy padre=father madre=mother abuela=grandmother abuelo=grandfather nieto=grandson nieta=granddaughter hermano=brother
hermana=sister hermanos=brothers hermanas=sisters amigos=friends amigo=friend amiga=friend
relojero=clockmaker pescador=fisherman panadero=baker panadera=baker cocinero=chef cocinera=chef cocineros=chefs maestro=teacher maestra=teacher astronauta=astronaut
detective=detective farero=lighthouse_keeper jardinero=gardener jardinera=gardener pianista=pianist pintor=painter pintora=painter marinero=sailor soldado=soldier
rey=king reina=queen princesa=princess príncipe=prince caballero=knight bruja=witch mago=wizard ladrón=thief cartero=postman doctora=doctor médico=doctor
perro=dog gato=cat caballo=horse zorro=fox lobo=wolf oso=bear pájaro=bird ratón=mouse dragón=dragon robot=robot fantasma=ghost ballena=whale búho=owl elefante=elephant
pingüino=penguin mariposa=butterfly conejo=rabbit
globo=balloon carta=letter tesoro=treasure llave=key reloj=clock violín=violin piano=piano libro=book mapa=map flor=flower jardín=garden árbol=tree pan=bread
pastel=cake barco=boat corona=crown estrella=star luna=moon sol=sun canción=song cuadro=painting farol=lantern
ciudad=city pueblo=village bosque=forest mar=sea lago=lake río=river montaña=mountain montañas=mountains playa=beach castillo=castle biblioteca=library faro=lighthouse
casa=home escuela=school estación=train_station isla=island desierto=desert cocina=kitchen taller=workshop mercado=market iglesia=church teatro=theatre puerto=harbour
parque=park tejado=rooftop
construye=builds encuentra=finds pierde=loses busca=searches_for sigue=follows rescata=rescues salva=saves conoce=meets ama=loves hornea=bakes enseña=teaches aprende=learns
baila=dances bailar=dance canta=sings toca=plays pinta=paints escribe=writes planta=plants viaja=travels viajan=travel vuela=flies navega=sails nada=swims corre=runs
camina=walks va=goes vuelve=returns regresa=returns espera=waits esconde=hides roba=steals abre=opens lleva=brings regala=gives vende=sells libera=frees suelta=frees
repara=repairs sueña=dreams queda=stays despierta=wakes muere=dies descubre=discovers cruza=crosses cruzan=cross buscan=search_for encuentran=find
amanecer=dawn mañana=morning atardecer=sunset tarde=evening noche=night medianoche=midnight nieve=snow lluvia=rain tormenta=storm invierno=winter verano=summer otoño=autumn
primavera=spring se=_ no=not otra=another vez=_ siempre=always también=also llamado=named llamada=named enamoran=fall_in_love"""


def _table(words: str) -> dict[str, str]:
    return {k: v.replace("_", " ").strip() for k, v in (pair.split("=", 1) for pair in words.split())}


TABLES = {"german": _table(_GERMAN), "spanish": _table(_SPANISH)}


def understood(sentence: str, language: str) -> tuple[list[str], list[str]]:
    """(English of the words that are known, in order with their adjectives before them; the words that are not known)."""
    table = TABLES.get({"de": "german", "es": "spanish"}.get(language, ""), {})
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", sentence)
    known = [table[w.lower()] for w in words if table.get(w.lower(), "_") not in ("_", "")]
    return known, [w for w in words if w.lower() not in table]
