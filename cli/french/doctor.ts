/** What `doctor` says, in French. */
export const DOCTOR: Readonly<Record<string, string>> = {
  "Mastodon server": "Serveur Mastodon",
  "This machine": "Cette machine",
  "Nothing is wrong: {} checks passed": "Rien à signaler : {} vérifications réussies",
  "Nothing is wrong: {} checks passed, {} not checked":
    "Rien à signaler : {} vérifications réussies, {} non faites",
  "{} wrong, {} fine": "{} à corriger, {} en ordre",
  "{} wrong, {} fine, {} not checked": "{} à corriger, {} en ordre, {} non faites",
  interrupted: "interrompu",
  // Names of checks
  name: "nom",
  brokers: "courtiers",
  primary: "primaire",
  durability: "durabilité",
  server: "serveur",
  address: "adresse",
  certificate: "certificat",
  clock: "horloge",
  "streaming host": "hôte du flux",
  token: "jeton",
  scopes: "droits du jeton",
  feeds: "fils",
  "stream {}": "flux {}",
  "rate limit": "limite de débit",
  "advertised addresses": "adresses annoncées",
  "topic {}": "topic {}",
  rights: "droits",
  retention: "conservation",
  "message size": "taille des messages",
  login: "connexion",
  writes: "écritures",
  encoding: "encodage",
  schema: "schéma",
  limits: "limites",
  settings: "réglages",
  connections: "connexions",
  pooler: "pooler",
  "reader role": "rôle de lecture",
  "state directory": "dossier d’état",
  "disk space": "place sur le disque",
  secrets: "secrets",
  model: "modèle",
  "block list": "liste de blocage",
  // Of all
  "no answer within {} s": "pas de réponse en {} s",
  "Check the network and the load of the machine that was asked":
    "Vérifiez le réseau et la charge de la machine interrogée",
  "See the words above": "Voyez le texte ci-dessus",
  'needs what the check "{}" found wrong': "dépend de ce que la vérification « {} » a trouvé",
  // The server
  "MASTODON_BASE_URL is not set: only deno task demo has a server, a simulated one":
    "MASTODON_BASE_URL n’est pas renseigné : seul deno task demo a un serveur, simulé",
  "{} has the address {}": "{} a pour adresse {}",
  "the name {} does not resolve": "le nom {} ne correspond à aucune adresse",
  "Correct MASTODON_BASE_URL, or this machine's name servers":
    "Corrigez MASTODON_BASE_URL, ou les serveurs de noms de cette machine",
  "{} accepts connections": "{} accepte les connexions",
  "Check MASTODON_BASE_URL, the network and the firewall":
    "Vérifiez MASTODON_BASE_URL, le réseau et le pare-feu",
  "{} is plain HTTP: the token travels unencrypted":
    "{} est en HTTP simple : le jeton circule en clair",
  "Correct MASTODON_BASE_URL (http:// or https://, and the port)":
    "Corrigez MASTODON_BASE_URL (http:// ou https://, et le port)",
  "it was valid until {}": "il était valable jusqu’au {}",
  "it is not valid yet": "il n’est pas encore valable",
  "Check this machine's clock, or ask the server's administrators":
    "Vérifiez l’horloge de cette machine, ou demandez aux administrateurs du serveur",
  "it is not accepted ({}); {} made it": "il n’est pas accepté ({}) ; il vient de {}",
  "Correct the host in MASTODON_BASE_URL; for a CA of your own start with DENO_CERT=FILE.pem":
    "Corrigez l’hôte dans MASTODON_BASE_URL ; avec votre propre autorité, démarrez avec DENO_CERT=FICHIER.pem",
  "it ends on {}": "il expire le {}",
  "Ask the server's administrators to renew it":
    "Demandez aux administrateurs du serveur de le renouveler",
  "valid until {}, by {}": "valable jusqu’au {}, émis par {}",
  "not by a known CA, or for another name": "pas d’une autorité connue, ou pour un autre nom",
  "an unnamed issuer": "un émetteur sans nom",
  "the server does not say its time (no Date header)":
    "le serveur ne dit pas l’heure (pas d’en-tête Date)",
  "agrees with the server's to the second": "à l’heure du serveur, à la seconde près",
  "{} ahead of the server's": "en avance de {} sur celle du serveur",
  "{} behind the server's": "en retard de {} sur celle du serveur",
  "this machine's clock is {} ahead of the server's: posts would be late, or refused as from the future":
    "l’horloge de cette machine avance de {} sur celle du serveur : les messages seraient en retard, ou refusés comme venant du futur",
  "this machine's clock is {} behind the server's: posts would be late, or refused as from the future":
    "l’horloge de cette machine retarde de {} sur celle du serveur : les messages seraient en retard, ou refusés comme venant du futur",
  "Set this machine's clock (timedatectl set-ntp true)":
    "Mettez l’horloge de cette machine à l’heure (timedatectl set-ntp true)",
  "{}, through a proxy": "{}, par un proxy",
  "the server is reached through the proxy {}": "le serveur est joint par le proxy {}",
  "the server says that it streams at {}, but {}": "le serveur dit diffuser à {}, mais {}",
  "Check the firewall, or ask the server's administrators":
    "Vérifiez le pare-feu, ou demandez aux administrateurs du serveur",
  "Ask the server's administrators": "Demandez aux administrateurs du serveur",
  // The token
  "MASTODON_ACCESS_TOKEN is not set; nearly every server asks for one":
    "MASTODON_ACCESS_TOKEN n’est pas renseigné ; presque tous les serveurs en demandent un",
  "the server does not accept it (401)": "le serveur ne l’accepte pas (401)",
  "Make a new token and set MASTODON_ACCESS_TOKEN":
    "Créez un nouveau jeton et mettez-le dans MASTODON_ACCESS_TOKEN",
  "the server has no way to ask; the streams show whether it is accepted":
    "ce serveur ne permet pas de le demander ; les flux montrent s’il est accepté",
  "accepted; it is an application's own, and reads what visitors may":
    "accepté ; c’est celui d’une application, il lit ce que les visiteurs peuvent lire",
  accepted: "accepté",
  "accepted, of the account {}": "accepté, du compte {}",
  "there is no token": "il n’y a pas de jeton",
  "the server does not say which scopes a token has":
    "le serveur ne dit pas quels droits a un jeton",
  "no scope": "aucun droit",
  "the token has {}, and reading posts needs read:statuses (or read)":
    "le jeton a {}, et lire des messages demande read:statuses (ou read)",
  "Make a token with the scope read:statuses and set MASTODON_ACCESS_TOKEN":
    "Créez un jeton avec le droit read:statuses et mettez-le dans MASTODON_ACCESS_TOKEN",
  "the token has {}, and the timeline of a list needs read:lists (or read)":
    "le jeton a {}, et le fil d’une liste demande read:lists (ou read)",
  "Make a token with the scopes read:statuses read:lists and set MASTODON_ACCESS_TOKEN":
    "Créez un jeton avec les droits read:statuses read:lists et mettez-le dans MASTODON_ACCESS_TOKEN",
  "{}; {} is more than Trunkline needs": "{} ; {} est plus qu’il n’en faut à Trunkline",
  "the server has no such settings (before Mastodon 4.5)":
    "le serveur n’a pas ces réglages (avant Mastodon 4.5)",
  "live: local {}, remote {}; hashtags: local {}, remote {}; links in trends: local {}, remote {}":
    "en direct : local {}, distant {} ; hashtags : local {}, distant {} ; liens des tendances : local {}, distant {}",
  "{} has no stream of hashtags: it opens and stays silent":
    "{} n’a pas de flux de hashtags : il s’ouvre et reste muet",
  "Choose another MASTODON_STREAM, such as public with FILTER_KEYWORDS":
    "Choisissez un autre MASTODON_STREAM, par exemple public avec FILTER_KEYWORDS",
  "opens, and may be read": "s’ouvre, et peut être lu",
  "the server has switched {} off: the stream opens and carries deletes only":
    "le serveur a fermé {} : le flux s’ouvre et ne porte que des suppressions",
  "the server has switched the {} side of {} off: its posts are left out":
    "le serveur a fermé la partie {} de {} : ses messages manquent",
  "hashtag:TAG (local posts only)": "hashtag:TAG (messages locaux seulement)",
  "the feed of hashtags": "le fil des hashtags",
  "this live feed": "ce fil en direct",
  'Set MASTODON_STREAM to what this token gets ({}), or have an administrator give the account a role with "View live and topic feeds"':
    "Mettez dans MASTODON_STREAM ce que ce jeton reçoit ({}), ou faites donner au compte un rôle avec « View live and topic feeds »",
  "the server does not say its rate limit": "le serveur ne dit pas sa limite de débit",
  "{} of {} requests left": "il reste {} requêtes sur {}",
  "{} of {} requests left until {}": "il reste {} requêtes sur {} jusqu’à {}",
  "Wait until then; if it does not help, see which other program uses this token or this address":
    "Attendez jusque-là ; si cela n’aide pas, cherchez quel autre programme utilise ce jeton ou cette adresse",
  // Kafka
  "the embedded broker (KAFKA_BOOTSTRAP is not set), which does not run now":
    "le courtier fourni (KAFKA_BOOTSTRAP n’est pas renseigné), qui ne tourne pas en ce moment",
  "the topic {} is not there to look at": "le topic {} n’est pas là pour être examiné",
  "this user may not read the settings of {} (DescribeConfigs)":
    "cet utilisateur ne peut pas lire les réglages de {} (DescribeConfigs)",
  "{}: {} broker": "{} : {} courtier",
  "{}: {} brokers": "{} : {} courtiers",
  "{}: {} brokers, with TLS": "{} : {} courtiers, avec TLS",
  "{}: {} broker, with TLS": "{} : {} courtier, avec TLS",
  "{}: {} brokers, with TLS, as {}": "{} : {} courtiers, avec TLS, en tant que {}",
  "{}: {} broker, with TLS, as {}": "{} : {} courtier, avec TLS, en tant que {}",
  "{}: {} brokers, as {}": "{} : {} courtiers, en tant que {}",
  "{}: {} broker, as {}": "{} : {} courtier, en tant que {}",
  "Name one from an authority that it trusts in KAFKA_TLS_CERT, and its key in KAFKA_TLS_KEY":
    "Donnez dans KAFKA_TLS_CERT un certificat d’une autorité à laquelle il se fie, et sa clé dans KAFKA_TLS_KEY",
  "Name the file of its CA in KAFKA_TLS_CA, and in KAFKA_BOOTSTRAP the host that it was made for":
    "Donnez le fichier de son autorité dans KAFKA_TLS_CA, et dans KAFKA_BOOTSTRAP l’hôte pour lequel il a été établi",
  "{} does not let us in ({})": "{} nous refuse l’accès ({})",
  "{} does not accept our certificate, or wants one ({})":
    "{} n’accepte pas notre certificat, ou en demande un ({})",
  "{} shows a certificate that does not hold ({})":
    "{} présente un certificat qui n’est pas valable ({})",
  "Set advertised.listeners of these brokers to addresses that this machine reaches":
    "Mettez dans advertised.listeners de ces courtiers des adresses que cette machine peut joindre",
  "{} cannot be reached: {}": "{} est injoignable : {}",
  "Start it, or correct KAFKA_BOOTSTRAP (unset it to use the embedded broker) or KAFKA_TLS":
    "Démarrez-le, ou corrigez KAFKA_BOOTSTRAP (retirez-le pour utiliser le courtier fourni) ou KAFKA_TLS",
  "the embedded broker comes with this build": "le courtier fourni est livré avec ce programme",
  "Kafka 3.5 or newer": "Kafka 3.5 ou plus récent",
  "older than Kafka 3.5, by what it speaks (Fetch up to version {}, and 3.5 has {})":
    "plus ancien que Kafka 3.5, d’après ce qu’il parle (Fetch jusqu’à la version {}, et 3.5 a {})",
  "this user may not see it (Describe)": "cet utilisateur ne peut pas le voir (Describe)",
  "is not there yet; this user may create it, with {} partitions":
    "n’existe pas encore ; cet utilisateur peut le créer, avec {} partitions",
  "is not there, and cannot be created: {}": "n’existe pas, et ne peut pas être créé : {}",
  "partitions without a leader: {}": "partitions sans meneur : {}",
  "Start the brokers that hold them": "Démarrez les courtiers qui les tiennent",
  "{} of {} partitions have fewer than {} replicas in sync (min.insync.replicas), so nothing can be written to them":
    "{} partitions sur {} ont moins de {} copies à jour (min.insync.replicas) : rien ne peut y être écrit",
  "Start the brokers that hold the other replicas, or lower min.insync.replicas":
    "Démarrez les courtiers qui tiennent les autres copies, ou abaissez min.insync.replicas",
  "{} partitions, {} copies": "{} partitions, {} copies",
  "{} partitions, {} copy": "{} partitions, {} copie",
  "{} partition, {} copies": "{} partition, {} copies",
  "{} partition, {} copy": "{} partition, {} copie",
  "{}, {} with replicas that are behind": "{}, dont {} avec des copies en retard",
  "this user lacks Describe and Read on the group {}":
    "il manque à cet utilisateur : Describe et Read sur le groupe {}",
  "this user lacks {}": "il manque à cet utilisateur : {}",
  "Describe and Read on the group {}": "Describe et Read sur le groupe {}",
  "{} on the topic {}, {}": "{} sur le topic {}, {}",
  "{} on the topic {}": "{} sur le topic {}",
  "{} on the group {}": "{} sur le groupe {}",
  "Grant them with kafka-acls (a producer needs Write on the topics, a consumer Read on the topic and the group)":
    "Accordez-les avec kafka-acls (un producteur a besoin de Write sur les topics, un consommateur de Read sur le topic et le groupe)",
  "the broker does not say which rights this user has":
    "le courtier ne dit pas quels droits a cet utilisateur",
  "read and write on the topics; the group {} could not be asked about":
    "lecture et écriture sur les topics ; le groupe {} n’a pas pu être interrogé",
  "read and write on the topics, read in the group {}":
    "lecture et écriture sur les topics, lecture dans le groupe {}",
  "{} is compacted (cleanup.policy): versions and deletes of posts are lost before they are read":
    "{} est compacté (cleanup.policy) : des versions et des suppressions se perdent avant d’être lues",
  "Set cleanup.policy=delete on the topic {}": "Mettez cleanup.policy=delete sur le topic {}",
  "for ever": "pour toujours",
  "for ever, at most {} bytes a partition": "pour toujours, au plus {} octets par partition",
  "{} h": "{} h",
  "{} h, at most {} bytes a partition": "{} h, au plus {} octets par partition",
  "{} keeps records for {} h only: a consumer that is away for longer loses them":
    "{} ne garde les enregistrements que {} h : un consommateur absent plus longtemps les perd",
  "Set retention.ms of the topic {} to {} or more": "Mettez retention.ms du topic {} à {} au moins",
  "{} bytes": "{} octets",
  "{}: larger ones become dead letters, or are cut":
    "{} : les plus grands deviennent des messages rejetés, ou sont coupés",
  "{} takes records of {} bytes at most": "{} prend des enregistrements de {} octets au plus",
  "Set max.message.bytes of the topic to {} or more":
    "Mettez max.message.bytes du topic à {} au moins",
  "as each producer packs its records; gzip, snappy, lz4 and zstd are read":
    "comme chaque producteur les compresse ; gzip, snappy, lz4 et zstd sont lus",
  "{}, which is read": "{}, qui est lu",
  "{} packs records by {}, which cannot be read":
    "{} compresse les enregistrements par {}, qui ne peut pas être lu",
  "Set compression.type of the topic to one of {}": "Mettez compression.type du topic à l’un de {}",
  // PostgreSQL
  "the embedded PostgreSQL (PG_URL is not set), which does not run now":
    "le PostgreSQL fourni (PG_URL n’est pas renseigné), qui ne tourne pas en ce moment",
  "Cannot ask PostgreSQL about itself: no answer":
    "Impossible d’interroger PostgreSQL sur lui-même : pas de réponse",
  "{} at {}:{}/{}": "{} à {}:{}/{}",
  "{} at {}:{}/{}, with TLS ({})": "{} à {}:{}/{}, avec TLS ({})",
  "{} at {}:{}/{}, the embedded server that runs now":
    "{} à {}:{}/{}, le serveur fourni qui tourne en ce moment",
  "PostgreSQL {} is older than 15": "PostgreSQL {} est plus ancien que 15",
  "Use PostgreSQL 15 or newer": "Utilisez PostgreSQL 15 ou plus récent",
  "it is a standby, which takes no writes": "c’est un secondaire, qui ne prend pas d’écritures",
  "Point PG_URL at the primary": "Donnez le primaire dans PG_URL",
  "sessions are read-only (default_transaction_read_only)":
    "les sessions sont en lecture seule (default_transaction_read_only)",
  "Run: alter role … reset default_transaction_read_only (or the same of the database or the server)":
    "Lancez : alter role … reset default_transaction_read_only (ou de même pour la base ou le serveur)",
  "takes writes": "prend des écritures",
  "the database is in {}: most posts cannot be stored":
    "la base est en {} : la plupart des messages ne peuvent pas être enregistrés",
  "Create a database with encoding 'UTF8' and name it in PG_URL":
    "Créez une base avec encoding ’UTF8’ et donnez-la dans PG_URL",
  "is not there yet; run, consume and migrate make it":
    "n’existe pas encore ; run, consume et migrate le créent",
  "version {}": "version {}",
  "the schema masto is at version {}, and this build's is {}":
    "le schéma masto est à la version {}, et celle de ce programme est {}",
  "Run deno task migrate (run and consume do it when they start)":
    "Lancez deno task migrate (run et consume le font en démarrant)",
  "Use the newer build": "Utilisez le programme plus récent",
  "this user may not read masto.schema_migrations":
    "cet utilisateur ne peut pas lire masto.schema_migrations",
  "may create the schema masto": "peut créer le schéma masto",
  "user {} may not create a schema in {}": "l’utilisateur {} ne peut pas créer de schéma dans {}",
  "Run: grant create on database {} to {}": "Lancez : grant create on database {} to {}",
  "owns the schema masto": "possède le schéma masto",
  "user {} does not own the schema masto and lacks {}":
    "l’utilisateur {} ne possède pas le schéma masto et il lui manque {}",
  "the right to use it": "le droit de l’utiliser",
  "Set PG_USER to the owner of the schema, or grant these rights":
    "Mettez dans PG_USER le propriétaire du schéma, ou accordez ces droits",
  "reads and writes the tables of masto; only its owner can migrate":
    "lit et écrit les tables de masto ; seul son propriétaire peut migrer",
  "sessions are limited by {}: migrations, the batch job and large batches are cancelled":
    "les sessions sont limitées par {} : les migrations, le travail batch et les grands lots sont annulés",
  "Take it off the role or the database (alter role … reset …); behind a pooler, also there":
    "Retirez-le du rôle ou de la base (alter role … reset …) ; derrière un pooler, là aussi",
  "no limits on statements and transactions": "aucune limite sur les requêtes et les transactions",
  "{} of the role or the database; Trunkline's own transactions lift it":
    "{} du rôle ou de la base ; les transactions de Trunkline le lèvent",
  "fsync, full_page_writes and autovacuum are on":
    "fsync, full_page_writes et autovacuum sont actifs",
  "{} is off: tables grow and statements slow down":
    "{} est inactif : les tables grossissent et les requêtes ralentissent",
  "{} is off: a crash of the machine can destroy the database":
    "{} est inactif : une panne de la machine peut détruire la base",
  "tables grow and statements slow down": "les tables grossissent et les requêtes ralentissent",
  "a crash of the machine can destroy the database":
    "une panne de la machine peut détruire la base",
  "Switch {} on in postgresql.conf": "Activez {} dans postgresql.conf",
  "{} of {} left for this user": "il en reste {} sur {} pour cet utilisateur",
  "{}, and run and a command beside it use up to {}":
    "{}, et run avec une autre commande en utilise jusqu’à {}",
  "Raise max_connections, or the connection limit of the role or the database":
    "Augmentez max_connections, ou la limite de connexions du rôle ou de la base",
  "agrees with this machine's": "à l’heure de cette machine",
  "{} ahead of this machine's": "en avance de {} sur celle de cette machine",
  "{} behind this machine's": "en retard de {} sur celle de cette machine",
  "its clock is {} ahead of this machine's: minutes become final too early or too late":
    "son horloge avance de {} sur celle de cette machine : les minutes deviennent définitives trop tôt ou trop tard",
  "its clock is {} behind this machine's: minutes become final too early or too late":
    "son horloge retarde de {} sur celle de cette machine : les minutes deviennent définitives trop tôt ou trop tard",
  "Set both clocks (timedatectl set-ntp true)":
    "Mettez les deux horloges à l’heure (timedatectl set-ntp true)",
  "one in transaction mode: settings are made for each transaction, and the page asks four times a second for what has changed, unless PG_DIRECT_URL leads past it":
    "un, en mode transaction : les réglages se font à chaque transaction, et la page demande quatre fois par seconde ce qui a changé, sauf si PG_DIRECT_URL le contourne",
  "none, or one that keeps sessions apart": "aucun, ou un qui sépare les sessions",
  "{} can log in (PG_READER_URL)": "{} peut se connecter (PG_READER_URL)",
  "{} is there": "{} existe",
  "{} is not there yet; migrate makes it": "{} n’existe pas encore ; migrate le crée",
  "user {} may not create the role {}, which the live page reads with":
    "l’utilisateur {} ne peut pas créer le rôle {}, avec lequel la page en direct lit",
  "Have an administrator run the statements that deno task migrate prints, and set PG_READER_URL":
    "Faites exécuter par un administrateur les requêtes qu’affiche deno task migrate, et renseignez PG_READER_URL",
  // This machine
  "{}; this build is tested with Deno {} only": "{} ; ce programme n’est testé qu’avec Deno {}",
  "Start it with npx -y deno@{} task …": "Démarrez-le avec npx -y deno@{} task …",
  "{} is closed to other users, and the embedded PostgreSQL, started by root, runs as another user":
    "{} est fermé aux autres utilisateurs, et le PostgreSQL fourni, démarré par root, tourne sous un autre",
  "Run: chmod o+x {} (or set TRUNKLINE_HOME to a folder elsewhere, such as /var/lib/trunkline)":
    "Lancez : chmod o+x {} (ou mettez TRUNKLINE_HOME dans un autre dossier, comme /var/lib/trunkline)",
  "{} is not there yet, and can be made": "{} n’existe pas encore, et peut être créé",
  "{}, in use by process {}": "{}, utilisé par le processus {}",
  "{} free for {}": "{} libres pour {}",
  "{}: less than the {} that {} need": "{} : moins que les {} qu’il faut à {}",
  "the embedded Kafka and PostgreSQL": "Kafka et PostgreSQL fournis",
  "locks and the spool": "les verrous et le tampon",
  "Make room, or set TRUNKLINE_HOME to a folder on another disk":
    "Faites de la place, ou mettez TRUNKLINE_HOME dans un dossier d’un autre disque",
  "{}: a spool of {} (SPOOL_MAX_BYTES) would fill it while Kafka is away":
    "{} : un tampon de {} (SPOOL_MAX_BYTES) le remplirait pendant une absence de Kafka",
  "Make room, set SPOOL_MAX_BYTES lower, or set TRUNKLINE_HOME to a folder on another disk":
    "Faites de la place, abaissez SPOOL_MAX_BYTES, ou mettez TRUNKLINE_HOME dans un dossier d’un autre disque",
  "Windows has no modes of files": "Windows n’a pas de modes de fichiers",
  "other users of this machine can read or write {}, with passwords or tokens":
    "d’autres utilisateurs de cette machine peuvent lire ou écrire {}, où il y a des mots de passe ou des jetons",
  "Run: chmod 600 {}": "Lancez : chmod 600 {}",
  "no file with secrets yet": "pas encore de fichier avec des secrets",
  "{} files with secrets, for this user alone":
    "{} fichiers avec des secrets, pour ce seul utilisateur",
  "{} file with secrets, for this user alone":
    "{} fichier avec des secrets, pour ce seul utilisateur",
  "BLOCK_LIST is not set": "BLOCK_LIST n’est pas renseigné",
  "BLOCK_LIST is {}: {}": "BLOCK_LIST vaut {} : {}",
  "there is no such file": "ce fichier n’existe pas",
  "it cannot be read": "il ne peut pas être lu",
  "Correct BLOCK_LIST": "Corrigez BLOCK_LIST",
};
