"""Words by which a program recognises what Leichte Sprache avoids. No list is complete."""

# With a point or without; as they stand in texts of offices and counselling centres.
ABBREVIATIONS = (
    *("z. B.", "d. h.", "u. a.", "u. ä.", "o. ä.", "s. o.", "s. u.", "i. d. R.", "v. a.", "z. T."),
    *("bzw.", "usw.", "etc.", "ggf.", "evtl.", "inkl.", "exkl.", "ca.", "vgl.", "max.", "min."),
    *("Abs.", "Nr.", "Tel.", "Str.", "Std.", "Mio.", "Mrd.", "Jh.", "geb."),
    *("Dr.", "Prof.", "gem.", "zzgl.", "bzgl.", "insb.", "sog.", "allg.", "mtl.", "tägl."),
    *("Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So.", "e. V."),
)

# After these a second statement begins. „Wenn …, dann …“ is allowed and therefore missing.
SECOND_STATEMENT = (
    *("weil", "obwohl", "obgleich", "damit", "nachdem", "während", "sodass", "indem", "falls"),
    *("sofern", "soweit", "sobald", "solange", "bevor", "ehe", "dass", "anstatt", "statt"),
    *("welcher", "welche", "welches", "welchem", "welchen", "wodurch", "wobei", "weshalb"),
)

# Prepositions that ask for the genitive; with „von“ or a dative they are counted, too.
GENITIVE_PREPOSITIONS = (
    *("aufgrund", "anhand", "mithilfe", "infolge", "bezüglich", "hinsichtlich", "mittels"),
    *("innerhalb", "außerhalb", "anstelle", "zwecks", "seitens", "angesichts", "zugunsten"),
    *("trotz", "wegen", "oberhalb", "unterhalb", "jenseits", "einschließlich", "zuzüglich"),
)
GENITIVE_ARTICLES = (
    *("des", "eines", "meines", "deines", "seines", "ihres", "unseres", "eures", "keines"),
    *("dieses", "jenes", "jedes", "manches"),
)

# „Möchte“ is missing on purpose: everybody says it.
SUBJUNCTIVE = (
    *("würde", "würden", "würdest", "würdet", "wäre", "wären", "wärst", "wärest", "wäret"),
    *("hätte", "hätten", "hättest", "hättet", "könnte", "könnten", "könntest", "könntet"),
    *("müsste", "müssten", "müsstest", "dürfte", "dürften", "dürftest", "sollte", "sollten"),
    *("solltest", "käme", "kämen", "ginge", "gingen", "gäbe", "gäben", "bräuchte", "bräuchten"),
    *("wüsste", "wüssten", "ließe", "ließen", "bekäme", "bekämen", "fände", "fänden", "bliebe"),
    *("hieße", "seien", "täte", "täten", "läge", "lägen", "nähme", "nähmen", "stünde", "stünden"),
)
PASSIVE_AUXILIARIES = ("wird", "werden", "wurde", "wurden", "worden")

NUMBER_WORDS = (
    *("zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    *("zwanzig", "dreißig", "vierzig", "fünfzig", "hundert", "tausend"),
)
