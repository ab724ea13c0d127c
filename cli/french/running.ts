/** Texts around others of ours, in French; used where the first value is one. */
export const FRAMES: Readonly<Record<string, string>> = {
  "{} (and {} more lines like it)": "{} (et {} autres lignes semblables)",
  "{}, for {} now": "{}, depuis {}",
  "{}, after {}": "{}, après {}",
  "{} (for {})": "{} (depuis {})",
  "{} (failed {} times)": "{} ({} échecs)",
  "{}; starting again in {} s": "{} ; nouveau départ dans {} s",
  "{} (next attempt in {})": "{} (prochaine tentative dans {})",
  "{} (opening it again at once)": "{} (il est rouvert tout de suite)",
  "{} [{}]": "{} [{}]",
  "{} (some {} would be usual)": "{} (d’habitude, il y en aurait environ {})",
  "{} It asks for a wait of {}.": "{} Il demande d’attendre {}.",
  "{} It asks for a wait of {}; a server that starts is often ready sooner, so it is asked again every few seconds.":
    "{} Il demande d’attendre {} ; un serveur qui démarre est souvent prêt plus tôt, on le redemande donc toutes les quelques secondes.",
  "{} ({} posts)": "{} ({} messages)",
  "{} (stream {})": "{} (flux {})",
};

/** What is said of the parts that run, and what the commands print, in French. */
export const RUNNING: Readonly<Record<string, string>> = {
  // Workers and the supervisor
  "The log took nothing for {}; lines that are missing here: {}":
    "Le journal n’a rien pris pendant {} ; lignes qui manquent ici : {}",
  "ended before it had finished": "s’est terminé avant d’avoir fini",
  "a message could not be read": "un message n’a pas pu être lu",
  "is back": "est revenu",
  "no sign of life for {} s; it hung or ended without a word":
    "aucun signe de vie depuis {} s ; il est bloqué ou s’est terminé sans un mot",
  "follows its server to {}": "suit son serveur vers {}",
  "failed while it drained: {}": "a échoué en finissant : {}",
  "The supervisor asked to drain": "Le superviseur a demandé de finir",
  "Cannot drain {} in time: terminated. The next start continues from the last commit":
    "{} n’a pas fini à temps et a été arrêté. Le prochain démarrage reprend au dernier enregistrement",
  "Cannot look at {}: {}": "Impossible d’examiner {} : {}",
  "{} stay in the spool; they go first next time":
    "{} restent dans le tampon ; ils partiront d’abord la prochaine fois",
  "{} dead letters": "{} messages rejetés",
  "{} records": "{} enregistrements",
  "Cannot read the block list {}: {}. Correct BLOCK_LIST.":
    "Impossible de lire la liste de blocage {} : {}. Corrigez BLOCK_LIST.",
  "The spool was damaged in {} places: what stood there is lost, at least a record in each; {} records are whole and go on. The {} bytes are kept in {}":
    "Le tampon était abîmé en {} endroits : ce qui s’y trouvait est perdu, au moins un enregistrement à chacun ; {} enregistrements sont entiers et continuent. Les {} octets sont gardés dans {}",
  "Cannot open the spool in {}: {}. Make the directory writable, or set TRUNKLINE_HOME to one that is.":
    "Impossible d’ouvrir le tampon dans {} : {}. Rendez le dossier accessible en écriture, ou mettez TRUNKLINE_HOME dans un qui l’est.",
  "Kafka at {} does not answer": "Kafka à {} ne répond pas",
  "Kafka at {} throttles this client by a quota": "Kafka à {} ralentit ce client par un quota",
  "{}. Partitions stopped beside it: {}": "{}. Partitions arrêtées en plus : {}",
  "Removed {} posts older than {} days": "{} messages de plus de {} jours supprimés",
  "Cannot run the batch job: another run is at it. Wait for it":
    "Impossible de lancer le travail batch : un autre est en cours. Attendez-le",
  "Cannot send an alert: {}. Trying again for an hour":
    "Impossible d’envoyer une alerte : {}. Nouveaux essais pendant une heure",
  "Alerts are sent again": "Les alertes partent de nouveau",
  "the webhook answered {}": "le webhook a répondu {}",
  "Cannot replay {}: {}. Give a file that exists and may be read.":
    "Impossible de rejouer {} : {}. Donnez un fichier qui existe et peut être lu.",
  "Cannot replay {}: it holds no statuses. Give a file with one Mastodon status (JSON) a line.":
    "Impossible de rejouer {} : il ne contient aucun message. Donnez un fichier avec un statut Mastodon (JSON) par ligne.",
  "Cannot replay {}: line {} is not JSON. Every line must be one Mastodon status as JSON.":
    "Impossible de rejouer {} : la ligne {} n’est pas du JSON. Chaque ligne doit être un statut Mastodon en JSON.",
  "Cannot replay {}: line {} is no status (id, created_at and account.acct are needed). Every line must be one Mastodon status as JSON.":
    "Impossible de rejouer {} : la ligne {} n’est pas un statut (il faut id, created_at et account.acct). Chaque ligne doit être un statut Mastodon en JSON.",
  "Cannot replay {}: line {} {}. Every line must be one Mastodon status as JSON.":
    "Impossible de rejouer {} : la ligne {} est fausse ({}). Chaque ligne doit être un statut Mastodon en JSON.",
  "Cannot start the simulated Mastodon server: port {} of 127.0.0.1 is in use. Choose another port.":
    "Impossible de démarrer le serveur Mastodon simulé : le port {} de 127.0.0.1 est occupé. Choisissez un autre port.",
  "Without a score: {}": "Sans score : {}",
  "Meanwhile posts are stored without a score":
    "En attendant, les messages sont enregistrés sans score",
  "Posts are scored as they are stored": "Les messages reçoivent leur score à l’enregistrement",
  "Stored posts are recounted again": "Les messages enregistrés sont de nouveau recomptés",
  "Cannot recount stored posts: {}. Trying again":
    "Impossible de recompter les messages enregistrés : {}. Nouvel essai",
  "The recount of stored posts waits until no consumer of an earlier version runs":
    "Le recompte des messages enregistrés attend qu’aucun consommateur d’une version antérieure ne tourne",
  "{} of {} stored posts were counted anew: their text is what a browser shows, their language has its usual spelling. They are scored again":
    "{} messages enregistrés sur {} ont été recomptés : leur texte est ce que montre un navigateur, leur langue a son code habituel. Leur score est recalculé",
  // How a part is
  ok: "bien",
  degraded: "dégradé",
  down: "en panne",
  Well: "Bien",
  "Well; {} events could not be read since it started: the errors topic has them":
    "Bien ; {} événements n’ont pas pu être lus depuis son démarrage : ils sont dans le topic d’erreurs",
  Empty: "Vide",
  Writable: "Accessible en écriture",
  Stopping: "S’arrête",
  "{} is ok": "{} va bien",
  "{} is degraded": "{} est dégradé",
  "{} is down": "{} est en panne",
  "{} is degraded: {}": "{} est dégradé : {}",
  "{} is down: {}": "{} est en panne : {}",
  "{}: {} is degraded for {}: {}": "{} : {} est dégradé depuis {} : {}",
  "{}: {} is down for {}: {}": "{} : {} est en panne depuis {} : {}",
  "{} is degraded for {}: {}": "{} est dégradé depuis {} : {}",
  "{} is down for {}: {}": "{} est en panne depuis {} : {}",
  "{} is well again": "{} va de nouveau bien",
  "{} has failed: {}": "{} a échoué : {}",
  "{} is starting": "{} démarre",
  "{} is being started again: {}": "{} redémarre : {}",
  "{} has given no sign of life for {}": "{} ne donne pas signe de vie depuis {}",
  "The stream is being opened": "Le flux s’ouvre",
  "The last {} posts were refused: by this machine's clock they are more than a day ahead, or from before 1990. Compare the clocks: deno task doctor":
    "Les {} derniers messages ont été refusés : d’après l’horloge de cette machine, ils ont plus d’un jour d’avance, ou datent d’avant 1990. Comparez les horloges : deno task doctor",
  "{} records and dead letters were lost since the producer started":
    "{} enregistrements et messages rejetés perdus depuis le démarrage du producteur",
  "{} records wait on disk for Kafka": "{} enregistrements attendent Kafka sur le disque",
  "Waits for {}; how far the tables are behind is unknown meanwhile":
    "Attend {} ; le retard des tables est inconnu entre-temps",
  "The tables are {} behind: {} records wait in the topic":
    "Les tables ont {} de retard : {} enregistrements attendent dans le topic",
  "The batch job has not finished for {}": "Le travail batch n’a pas abouti depuis {}",
  "{} MB are free on the disk of {}": "{} Mo sont libres sur le disque de {}",
  "{} MB are free": "{} Mo sont libres",
  "{} MB": "{} Mo",
  "{} GB": "{} Go",
  "{} failed once in the last 5 minutes: {}":
    "{} a échoué une fois dans les 5 dernières minutes : {}",
  "{} failed {} times in the last 5 minutes: {}":
    "{} a échoué {} fois dans les 5 dernières minutes : {}",
  unknown: "inconnu",
  "The stream is open": "Le flux est ouvert",
  "The stream is open; its last event came at {}":
    "Le flux est ouvert ; son dernier événement est arrivé à {}",
  "compared with REST {} times, nothing was lost": "comparé {} fois avec REST, rien n’est perdu",
  "compared with REST {} times, now {} % of it, nothing was lost":
    "comparé {} fois avec REST, à {} % en ce moment, rien n’est perdu",
  "compared with REST {} times, {} events were lost on the way and read again":
    "comparé {} fois avec REST, {} événements perdus en route et relus",
  "compared with REST {} times, now {} % of it, {} events were lost on the way and read again":
    "comparé {} fois avec REST, à {} % en ce moment, {} événements perdus en route et relus",
  "{} posts could not be verified": "{} messages n’ont pas pu être vérifiés",
  "{}, {} posts could not be verified": "{}, {} messages n’ont pas pu être vérifiés",
  "no audit of {}": "aucun contrôle de {}",
  "{} behind, {} records wait": "retard de {}, {} enregistrements attendent",
  "{} run, restarted {} times since the start": "{} tournent, redémarrés {} fois depuis le départ",
  "It has written nothing to the database lately: it was killed, or is cut off":
    "Il n’a rien écrit dans la base récemment : il a été tué, ou il est isolé",
  "It does not answer on {}: {}": "Il ne répond pas sur {} : {}",
  "Nothing that runs with {} says how it is. If something does run, set HEALTH_PORT for both":
    "Rien de ce qui tourne avec {} ne dit comment il va. Si quelque chose tourne, donnez le même HEALTH_PORT aux deux",
  "{} is in use, so health is served on a free port. HEALTH_PORT sets one":
    "{} est occupé, la santé est donc servie sur un port libre. HEALTH_PORT en fixe un",
  "Health is served": "La santé est servie",
  "Cannot serve health on {}: {}. Trying again. HEALTH_PORT and HEALTH_HOST set another":
    "Impossible de servir la santé sur {} : {}. Nouvel essai. HEALTH_PORT et HEALTH_HOST en fixent un autre",
  "Cannot answer: {}": "Impossible de répondre : {}",
  // status
  "it is being started": "elle démarre",
  "Cannot read the tables: no answer within {}. Check PostgreSQL":
    "Impossible de lire les tables : pas de réponse en {}. Vérifiez PostgreSQL",
  "The tables cannot be read: {}": "Les tables ne peuvent pas être lues : {}",
  "{}/{} is stopped: {}": "{}/{} est arrêté : {}",
  "{}/{}: {} records wait, and no consumer reads them":
    "{}/{} : {} enregistrements attendent, et aucun consommateur ne les lit",
  Starting: "Démarrage",
  "Not running with this state directory": "Rien ne tourne avec ce dossier d’état",
  "Running: process {}": "En marche : processus {}",
  "All is well": "Tout va bien",
  "Not well:": "Ne va pas bien :",
  "schema version": "version du schéma",
  posts: "messages",
  tombstones: "pierres tombales",
  "posts (estimated)": "messages (estimation)",
  "language windows": "fenêtres par langue",
  "user windows": "fenêtres par compte",
  "language windows (estimated)": "fenêtres par langue (estimation)",
  "user windows (estimated)": "fenêtres par compte (estimation)",
  "tombstones (estimated)": "pierres tombales (estimation)",
  "Windows are final up to {}": "Fenêtres définitives jusqu’à {}",
  "– (nothing applied yet)": "– (rien n’est encore appliqué)",
  "Partition {}/{}: next offset {}, lag {}": "Partition {}/{} : prochain offset {}, retard {}",
  "Partition {}/{}: next offset {}, lag {}, no consumer in the last two minutes":
    "Partition {}/{} : prochain offset {}, retard {}, aucun consommateur depuis deux minutes",
  "Partition {}/{}: next offset {}, lag {}, stopped: {}":
    "Partition {}/{} : prochain offset {}, retard {}, arrêtée : {}",
  "Partition {}/{}: next offset {}, lag {}, no consumer in the last two minutes, stopped: {}":
    "Partition {}/{} : prochain offset {}, retard {}, aucun consommateur depuis deux minutes, arrêtée : {}",
  "Dead letters, {}: {}": "Messages rejetés, {} : {}",
  "Collected of {} in the last 24 hours: {}": "Collecté de {} depuis 24 heures : {}",
  "minutes {}": "minutes {}",
  "{} complete": "{} complètes",
  "{} filled by REST": "{} comblées par REST",
  "{} incomplete": "{} incomplètes",
  "{} not collected": "{} non collectées",
  "minutes {} complete": "minutes {} complètes",
  "no minute is over yet": "aucune minute n’est encore finie",
  "{} earlier gaps: see masto.stream_gaps":
    "{} interruptions plus anciennes : voyez masto.stream_gaps",
  "Gap in {} {} to {}: {}": "Interruption de {} de {} à {} : {}",
  "Gap in {} since {}: {}": "Interruption de {} depuis {} : {}",
  "Gap in {}: {}": "Interruption de {} : {}",
  "Loss in {} {} to {}: {}": "Perte dans {} de {} à {} : {}",
  "Loss in {} since {}: {}": "Perte dans {} depuis {} : {}",
  "Loss in {}: {}": "Perte dans {} : {}",
  // Notes of masto.stream_gaps
  "Trunkline was not running, or the stream was away":
    "Trunkline ne tournait pas, ou le flux était absent",
  "not read from the stream, filled by REST": "non lu du flux, comblé par REST",
  "Kafka deleted these records before they were read":
    "Kafka a supprimé ces enregistrements avant qu’ils soient lus",
  "nothing was read since then": "rien n’a été lu depuis",
  "not read from the stream, and not filled": "non lu du flux, et non comblé",
  "lost on an open connection, found and read again by REST":
    "perdu sur une connexion ouverte, retrouvé et relu par REST",
  "lost on an open connection, and in part not verified":
    "perdu sur une connexion ouverte, et en partie non vérifié",
  "a demo runs too: look at it with TRUNKLINE_HOME={}":
    "une démo tourne aussi : voyez-la avec TRUNKLINE_HOME={}",
  // The live line
  connecting: "connexion",
  "read {} ({}/s)": "lus {} ({}/s)",
  "applied {}": "appliqués {}",
  "lag {}": "retard {}",
  "unreadable {}": "illisibles {}",
  "spooled {}": "en tampon {}",
  "dead letters {}": "messages rejetés {}",
  "clashed deletes {}": "suppressions en conflit {}",
  "stopped partitions {}": "partitions arrêtées {}",
  "Starting {}": "Démarrage de {}",
  // demo
  "Consent and filters kept out {} posts and withdrew {} after an edit":
    "Le consentement et les filtres ont écarté {} messages et en ont retiré {} après une modification",
  "Consent and filters kept out {} posts and withdrew {} after an edit ({}).":
    "Le consentement et les filtres ont écarté {} messages et en ont retiré {} après une modification ({}).",
  "Dead letters: {}. Tombstones: {}. Reconnects: {}.":
    "Messages rejetés : {}. Pierres tombales : {}. Reconnexions : {}.",
  "The counts do NOT agree: this is a bug in Trunkline. Please report it with the lines above.":
    "Les comptes ne concordent PAS : c’est un défaut de Trunkline. Merci de le signaler avec les lignes ci-dessus.",
  events: "événements",
  edits: "modifications",
  deletes: "suppressions",
  taken_back: "retirés",
  too_large: "trop grands",
  dead_letters: "messages rejetés",
  deadLetters: "messages rejetés",
  reconnects: "reconnexions",
  sent: "envoyés",
  waiting: "en attente",
  spooled: "en tampon",
  lost: "perdus",
  letters_dropped: "rejets abandonnés",
  audits: "contrôles",
  audit_posts: "contrôles : messages",
  audit_edits: "contrôles : modifications",
  audit_deletes: "contrôles : suppressions",
  audit_unverified: "contrôles : non vérifiés",
  applied: "appliqués",
  lag: "retard",
  late: "en retard",
  scored: "avec score",
  coverage: "couverture",
  "… refused by consent or filter": "… refusés par consentement ou filtre",
  "… dead letters of the producer": "… messages rejetés du producteur",
  "records, with coverage events": "enregistrements, avec ceux de couverture",
  "… with coverage events": "… avec ceux de couverture",
  "… dead letters of the consumer": "… messages rejetés du consommateur",
  "posts stored": "messages enregistrés",
  "their characters": "leurs caractères",
  "read by the sentiment model": "lus par le modèle de sentiment",
  "… with a score": "… avec un score",
  "server = producer": "serveur = producteur",
  "server = consumer": "serveur = consommateur",
  "topic = consumer": "topic = consommateur",
  "server = consumer = table": "serveur = consommateur = table",
  "server = table = language windows = user windows":
    "serveur = table = fenêtres par langue = fenêtres par compte",
  "table = language windows = user windows": "table = fenêtres par langue = fenêtres par compte",
  "table = windows": "table = fenêtres",
  "server = table": "serveur = table",
  "killed in the middle of its work": "tué au milieu de son travail",
  // batch, report, export, purge, score
  "batch {} of {} {}": "batch {} sur {} {}",
  "batch for the report": "batch pour le rapport",
  report: "rapport",
  "report {} of {} {}": "rapport {} sur {} {}",
  "{} of about {}": "{} sur environ {}",
  "Forgot {} {}: {} posts left every table, {} dead letters lost their payload. What still comes of it is refused; the batch_* tables follow at their next run":
    "Oublié {} {} : {} messages ont quitté toutes les tables, {} messages rejetés ont perdu leur contenu. Ce qui en viendrait encore est refusé ; les tables batch_* suivent à leur prochain passage",
  // init
  "Which server do you want to read, such as mastodon.example?":
    "Quel serveur voulez-vous lire, par exemple mastodon.example ?",
  "Which stream ({}; several with commas)?":
    "Quel flux ({} ; plusieurs séparés par des virgules) ?",
  "Open this address in a browser, log in, and let Trunkline read ({}, nothing more):":
    "Ouvrez cette adresse dans un navigateur, connectez-vous, et laissez Trunkline lire ({}, rien de plus) :",
  "Paste the code that the server shows:": "Collez le code que le serveur montre :",
  "MASTODON_STREAM stays as it was. Correct it, then run: deno task doctor":
    "MASTODON_STREAM reste comme avant. Corrigez-le, puis lancez : deno task doctor",
  "The token may read {}": "Le jeton peut lire {}",
  "Start with: deno task run": "Pour commencer : deno task run",
  "Stopped: nothing was written": "Arrêté : rien n’a été écrit",
  "{} runs {} {}": "{} est un serveur {} {}",
  "Switched off there, in whole or in part: {}": "Coupé là-bas, en tout ou en partie : {}",
  "Cannot write {}: {}. Make the folder writable, or run init in another one":
    "Impossible d’écrire {} : {}. Rendez le dossier accessible en écriture, ou lancez init dans un autre",
  "Made {} (for this user alone): {}": "{} créé (pour ce seul utilisateur) : {}",
  "Changed {} (for this user alone): {}": "{} modifié (pour ce seul utilisateur) : {}",
  "{} added": "{} ajouté",
  "{} replaced": "{} remplacé",
  "{} as it was": "{} inchangé",
  "{} is also set in the environment, which goes before {}: unset it":
    "{} est aussi dans l’environnement, qui l’emporte sur {} : retirez-le",
  "{} are also set in the environment, which goes before {}: unset them":
    "{} sont aussi dans l’environnement, qui l’emporte sur {} : retirez-les",
  // Places
  "Cannot write into {}: {}. Name a folder that can be created or written":
    "Impossible d’écrire dans {} : {}. Donnez un dossier qui peut être créé ou écrit",
  "Cannot serve the dashboard on {}:{}: {}. {}": "Impossible de servir la page sur {}:{} : {}. {}",
  "Cannot serve {} on {}:{}: {}. {}": "Impossible de servir {} sur {}:{} : {}. {}",
  "the dashboard": "la page en direct",
  "DASHBOARD_PORT or --port": "DASHBOARD_PORT ou --port",
  "HEALTH_PORT sets another": "HEALTH_PORT en fixe un autre",
  "the port is in use": "le port est occupé",
  "this user may not listen on that port": "cet utilisateur ne peut pas écouter sur ce port",
  "that is no address of this machine": "ce n’est pas une adresse de cette machine",
  "Cannot find stored posts: there is no database in {} yet. Fill one with: deno task run. Or set PG_URL, or TRUNKLINE_HOME, to where they are":
    "Aucun message enregistré : il n’y a pas encore de base dans {}. Remplissez-en une avec : deno task run. Ou indiquez dans PG_URL, ou TRUNKLINE_HOME, où ils sont",
  "Cannot use the {} of the Trunkline that runs here (process {}): it uses an external one. Set {} as it was set for that one":
    "Le {} du Trunkline qui tourne ici (processus {}) est inutilisable : il en utilise un externe. Renseignez {} comme pour celui-là",
  "Cannot use the state directory {}: {} runs in it. Stop that one, or set TRUNKLINE_HOME to another folder":
    "Le dossier d’état {} est inutilisable : {} y tourne. Arrêtez celui-là, ou mettez TRUNKLINE_HOME dans un autre dossier",
  "another Trunkline": "un autre Trunkline",
  "another Trunkline (process {})": "un autre Trunkline (processus {})",
  "open the spool {}": "ouvrir le tampon {}",
  "open the state directory {}": "ouvrir le dossier d’état {}",
  "look for a running Trunkline in {}": "chercher un Trunkline en marche dans {}",
  "make the state directory {}": "créer le dossier d’état {}",
  "write {}/live.json": "écrire {}/live.json",
  "keep the folder {} for its owner alone": "réserver le dossier {} à son propriétaire",
  "look into the state directory {}": "regarder dans le dossier d’état {}",
  "lay down PostgreSQL in {}": "installer PostgreSQL dans {}",
  "make the database in {}": "créer la base dans {}",
  "prepare {}/postgres": "préparer {}/postgres",
  "read {}": "lire {}",
  "write in {}": "écrire dans {}",
  "write into {}": "écrire dans {}",
  "look into {}": "regarder dans {}",
  "look at {}": "examiner {}",
  "use {} as a folder": "utiliser {} comme dossier",
  "not a folder": "ce n’est pas un dossier",
  "permission denied": "permission refusée",
  "the disk is full": "le disque est plein",
  "the disk quota is used up": "le quota du disque est épuisé",
  "Make room, or set TRUNKLINE_HOME to another folder":
    "Faites de la place, ou mettez TRUNKLINE_HOME dans un autre dossier",
  "the file system is read-only": "le système de fichiers est en lecture seule",
  "a file is in the way of the folder": "un fichier occupe la place du dossier",
  "Move it, or set TRUNKLINE_HOME elsewhere": "Déplacez-le, ou mettez TRUNKLINE_HOME ailleurs",
  "Mend that, or set TRUNKLINE_HOME to another folder":
    "Réparez cela, ou mettez TRUNKLINE_HOME dans un autre dossier",
  "Give this user the right to write there, or set TRUNKLINE_HOME to another folder":
    "Donnez à cet utilisateur le droit d’y écrire, ou mettez TRUNKLINE_HOME dans un autre dossier",
  "There is room again": "Il y a de nouveau de la place",
  "Trying again until there is room": "Nouveaux essais jusqu’à ce qu’il y ait de la place",
  // .env and variables
  "{} is false, but a file of KAFKA_TLS_CA, KAFKA_TLS_CERT or KAFKA_TLS_KEY is named; use true, or remove these":
    "{} vaut false, mais un fichier de KAFKA_TLS_CA, KAFKA_TLS_CERT ou KAFKA_TLS_KEY est donné ; donnez true, ou retirez ceux-ci",
  "a whole number": "un nombre entier",
  ".env line {}": ".env, ligne {}",
  "{} line {}": "{}, ligne {}",
  "Cannot read {}: {}. Mend or remove it": "Impossible de lire {} : {}. Réparez-le ou retirez-le",
  "Cannot read {}: it has no =. Write NAME=value, or # before a comment":
    "Impossible de lire {} : il manque le signe =. Écrivez NOM=valeur, ou # devant un commentaire",
  "Cannot read {}: what stands before = is no name of a variable. Write NAME=value":
    "Impossible de lire {} : ce qui précède = n’est pas un nom de variable. Écrivez NOM=valeur",
  "Cannot read {}: the quote of {} is not closed. Close it":
    "Impossible de lire {} : le guillemet de {} n’est pas fermé. Fermez-le",
  "Cannot read {}: line {} sets {} too. Remove one of them":
    "Impossible de lire {} : la ligne {} renseigne aussi {}. Retirez l’une des deux",
  "Cannot read {}: it begins with a byte-order mark. Save it as UTF-8 without one":
    "Impossible de lire {} : il commence par une marque d’ordre des octets. Enregistrez-le en UTF-8 sans elle",
  "Cannot read {}: it is UTF-16. Save it as UTF-8":
    "Impossible de lire {} : il est en UTF-16. Enregistrez-le en UTF-8",
  "Cannot read {}: it is not UTF-8. Save it as UTF-8":
    "Impossible de lire {} : il n’est pas en UTF-8. Enregistrez-le en UTF-8",
  "{} is not a variable of Trunkline. {}": "{} n’est pas une variable de Trunkline. {}",
  "Remove it; .env.example lists all that are read":
    "Retirez-la ; .env.example donne toutes celles qui sont lues",
  "Did you mean {}?": "Vouliez-vous dire {} ?",
  'PORT is "x"; use {}': "PORT vaut « x » ; donnez {}",
  "a duration above zero, such as 60s": "une durée positive, comme 60s",
  "{} ms or more": "{} ms ou plus",
  // export
  "Cannot export {}: --table names no table or view of the schema masto. Choose one of {}":
    "Impossible d’exporter {} : --table ne nomme ni table ni vue du schéma masto. Choisissez parmi {}",
  "none: run migrate first": "aucune : lancez d’abord migrate",
};
