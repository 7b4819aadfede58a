"""Hold the English words the claim rules recognise; data only, they judge nobody.

The words stand as other people write them. None of them is used in our own texts.
"""

from __future__ import annotations

__all__ = [
    "ADJECTIVE_ED",
    "ADVERBS",
    "AUXILIARIES",
    "CONJUNCTIONS",
    "DETERMINERS",
    "EVENT_NOUNS",
    "FINITE_VERBS",
    "HUMAN",
    "INTRANSITIVE",
    "INTRINSIC",
    "LOSSES",
    "MODIFIER_HUMAN",
    "NOT_HUMAN",
    "PARTICIPLES",
    "PREPOSITIONS",
    "PRONOUNS",
    "TIME_WORDS",
    "VERBS",
    "WEAK",
    "word_list",
    "word_set",
]


def word_set(text: str) -> frozenset[str]:
    """Give the words of a text, split at spaces."""
    return frozenset(text.split())


def word_list(text: str) -> list[str]:
    """Give the words of a text in order, split at spaces."""
    return text.split()


def _map(**groups: str) -> dict[str, str]:
    return {word: measure for measure, words in groups.items() for word in words.split()}


# Past participles and adjectives that say what happened to the noun they describe.
PARTICIPLES = _map(
    killed="""killed slain murdered assassinated slaughtered massacred butchered lynched beheaded
    annihilated martyred dead deceased drowned""",
    injured="wounded injured hurt maimed harmed",
    detained="arrested detained jailed imprisoned incarcerated captured apprehended",
    abducted="kidnapped abducted",
    missing="missing disappeared",
    displaced="displaced uprooted",
    executed="executed hanged",
)

# Verbs that take the person harmed as their object, in the forms that stand before it.
VERBS = _map(
    killed="""kill kills killed killing murder murders murdered murdering assassinate assassinates
    assassinated assassinating slaughter slaughtered slaughtering massacre massacred massacring slay slew
    slaying behead beheaded beheading lynched lynching butchered butchering""",
    injured="wound wounds wounded wounding injure injures injured injuring hurting maimed maiming harming",
    detained="""arrest arrests arrested arresting detain detains detained detaining jail jailed jailing
    imprisoned imprisoning captured capturing apprehended apprehending""",
    abducted="kidnap kidnaps kidnapped kidnapping abduct abducted abducting",
    displaced="displace displaces displaced displacing uprooted uprooting",
    executed="execute executes executed executing hanged hanging",
)

INTRANSITIVE = _map(
    killed="died dies die dying perished perish",
    missing="disappeared disappear vanished vanish",
)

# Nouns of acts that take "of" and the persons harmed.
EVENT_NOUNS = _map(
    killed="""murder murders killing killings assassination assassinations death deaths slaying slayings
    massacre slaughter homicide loss killers killer murderers murderer assassins assassin bodies""",
    injured="wounding injury injuries",
    detained="arrest arrests detention detentions imprisonment capture",
    abducted="kidnapping kidnappings abduction abductions",
    missing="disappearance disappearances",
    displaced="displacement",
    executed="execution executions hanging",
)

# Nouns and states that carry the measure by themselves: "12,000 arrests", "9 dead".
INTRINSIC = _map(
    killed="""deaths dead killings murders assassinations slayings homicides fatalities martyrs bodies
    corpses fatality""",
    injured="injuries injured wounded",
    detained="arrests detentions",
    abducted="kidnappings abductions",
    missing="disappearances missing",
    executed="executions hangings",
    casualties="casualties casualty",
)

# Nouns that name a state only when nothing says more: "victims" alone is not yet "killed".
WEAK = {"victims": "casualties", "hostages": "abducted", "captives": "abducted", "abductees": "abducted"} | {
    "detainees": "detained",
    "arrestees": "detained",
}

# Verbs that make "lives" a loss: "claimed 40 lives".
LOSSES = word_set("claimed claim claims claiming cost costs costing took taken taking lost losing")

HUMAN = word_set("""
people persons person individuals individual men man women woman children child girls girl boys boy infants
babies youths youth youngsters teenagers teens adults minors minor elderly civilians civilian citizens
citizen residents resident inhabitants villagers villager townspeople locals neighbors neighbours protesters
protester protestors demonstrators demonstrator marchers activists activist strikers rioters students
student pupils teachers teacher professors academics workers worker laborers labourers employees employee
staff personnel officials official officers officer soldiers soldier troops troop servicemen recruits
conscripts marines sailors airmen paratroopers guards guard bodyguards bodyguard escorts policemen policeman
police policewomen agents agent detectives gendarmes carabineros guardsmen militiamen militia guerrillas
guerrilla guerillas guerilla rebels rebel insurgents insurgent militants militant fighters fighter
combatants combatant commandos commando terrorists terrorist subversives subversive extremists extremist
gunmen gunman assailants assailant attackers attacker kidnappers kidnapper hitmen bandits criminals criminal
delinquents traffickers trafficker prisoners prisoner inmates inmate detainees hostages hostage captives
captive convicts suspects suspect refugees migrants settlers pilgrims worshippers worshipers priests priest
nuns nun jesuits jesuit clergymen clergyman missionaries missionary bishops clerics monks pastors
journalists journalist reporters reporter newsmen newsman photographers photographer correspondents
cameramen lawyers lawyer judges judge magistrates magistrate prosecutors attorneys doctors doctor nurses
nurse medics paramedics physicians patients firefighters firemen rescuers volunteers engineers engineer
technicians technician drivers driver passengers passenger pedestrians passersby passers-by bystanders
bystander motorists commuters travelers travellers tourists tourist fishermen farmers farmer peasants
peasant ranchers miners miner merchants vendors traders businessmen businessman shopkeepers members member
leaders leader mayors mayor councilmen councilors councillors politicians politician deputies candidates
ministers senators governors commanders commander lieutenants lieutenant sergeants sergeant corporals
corporal captains captain majors colonels colonel generals cadets fellows relatives relative mothers mother
fathers father sons son daughters daughter brothers brother sisters sister wives husbands parents orphans
families family couples couple others souls survivors victims victim martyrs maids maid servants cooks
gardeners watchmen advisers advisors adviser advisor specialists experts diplomats diplomat foreigners
foreigner nationals national natives indians americans salvadorans nicaraguans colombians peruvians iranians
iraqis syrians palestinians israelis kurds afghans yemenis mormons christians muslims shiites sunnis contras
sandinistas collaborators collaborator sympathizers supporters supporter opponents dissidents defenders
unionists trade-unionists comrades hunters lives patrolmen crewmen crew pilots pilot aides aide secretaries
employers peacekeepers conscript peers scouts campers athletes players fans shoppers diners customers guests
dockworkers coworkers colleagues accomplices ex-guerrillas democrats communists leftists leftist rightists
liberals conservatives laborer peasantry mourners congregants arrestees abductees companions companion
followers follower parishioners neighbors escorts evacuees friends friend participants owners employers
mercenaries escapees
""")

# Human words that more often stand before another noun: "police stations", "guerrilla camps".
MODIFIER_HUMAN = word_set("""
police guerrilla guerilla rebel peasant civilian militia student worker youth terrorist subversive
prisoner hostage family staff minor elderly child soldier troop guard commando militant criminal suspect
insurgent national extremist member leader refugee crew minister government citizen women men woman man
passenger missionary mormon jesuit indian
""")

# What a number counts that is no human being; a verb of harm does not make it one.
NOT_HUMAN = word_set("""
percent % per cent percentage points point kilometers kilometer kilometres km kms meters meter metres miles
mile feet foot hectares acres kilos kilograms kilo kg pounds tons tonnes liters dollars dollar pesos peso
colones soles euros rials million-dollar cattle cows cow horses horse sheep goats dogs pigs chickens animals
livestock birds mules donkeys camels houses house homes home buildings building vehicles vehicle cars car
trucks truck buses bus helicopters helicopter planes plane aircraft rifles rifle weapons weapon bombs bomb
grenades mines mine cartridges bullets shots rounds towers pylons bridges stations posts camps bases towns
villages cities provinces departments municipalities countries embassies banks offices companies schools
churches hospitals attacks attack clashes clash actions incidents incident explosions blasts ambushes
raids operations battles protests demonstrations strikes meetings massacres cases case charges counts
warrants sentences votes seats articles resolutions laws documents messages calls reports times time
percents occasions fronts groups group organizations organisations parties units brigades battalions
battalion patrols squads columns companies teams gangs places sites areas regions districts streets rooms
crimes bombings shootings wounds ships boats motorcycles shipments radios laboratories states nations
camps farms
""")

TIME_WORDS = word_set("""
day days week weeks month months year years hour hours minute minutes second seconds decade decades century
centuries night nights morning afternoon evening noon midnight am pm a.m p.m o'clock gmt hrs january
february march april may june july august september october november december jan feb mar apr jun jul aug
sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday today yesterday tonight
""")

AUXILIARIES = word_set("""
was were is are be been being has have had having will would could may might must can should shall did do
does got get gets wasn't weren't isn't aren't haven't hasn't
""")

ADVERBS = word_set("""
also already allegedly reportedly apparently presumably officially seriously severely critically slightly
fatally mortally badly gravely lightly mysteriously brutally savagely cruelly subsequently later then
recently immediately simply still now thus actually either both all not never reported believed confirmed
feared presumed found thought said known estimated left shot stabbed burned burnt beaten tortured bombed
blown gunned cut run hacked ambushed attacked to up down have been be shot and-or indiscriminately
summarily arbitrarily illegally forcibly violently previously first internally deliberately accidentally
instantly together mostly mainly only even just listed officially declared declared-as so far treacherously
vilely cold-bloodedly injured-or perhaps probably possibly earlier since temporarily permanently forced
""")

PREPOSITIONS = word_set("""
in on at by for from with without within during after before since until till under over above below near
through throughout across between among amongst against into onto upon toward towards about around off of
to via despite because due inside outside along per amid following as than while when where whereas if
although though who whom whose which that what how why
""")

CONJUNCTIONS = word_set("and or but nor plus & as")

DETERMINERS = word_set("""
the a an this that these those his her its their our my your another other some any every each several many
former own
""")

PRONOUNS = word_set("he she it they we i you him her them us me himself themselves itself who whom")

# Adjectives in -ed that stand before a noun and are no verb of the clause.
ADJECTIVE_ED = word_set("""
armed unarmed masked hooded unidentified alleged suspected so-called unnamed united uniformed retired
handcuffed blindfolded organized unspecified elected hundred kindred wounded injured detained displaced
arrested kidnapped murdered killed red demobilized affiliated wanted identified convicted sacred hatred
accused imprisoned aged
""")

# Finite verbs with no -ed that end a noun phrase and belong to another clause.
FINITE_VERBS = word_set("""
said says say told tells went go goes came come comes left leave leaves took take takes made make makes gave
give gives put set began begin begins held hold holds fought fight blew blow broke break threw throw drove
drive fled flee ran run fell fall rose rise saw see sees met meet kept keep led lead brought bring became
become felt feel heard hear hit sent send spoke speak stood stand wrote write won win lost lose paid pay
sought seek built build caught catch fire fires struck strike hid hide rode ride stole steal shot spent
arrive arrives live lives belong belongs work works remain remains continue participate demand demands
""")
