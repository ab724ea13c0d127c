/** What is said of Kafka and of records in it, in French. */
export const KAFKA: Readonly<Record<string, string>> = {
  "Kafka at {} is there": "Kafka à {} est là",
  "Kafka at {} is back": "Kafka à {} est revenu",
  "Kafka at {} cannot be reached: {}": "Kafka à {} est injoignable : {}",
  "Lost Kafka at {}: {}": "Kafka à {} ne répond plus : {}",
  "Trying again": "Nouvel essai",
  "Cannot use Kafka at {}: it {}. {}.": "Kafka à {} est inutilisable : il {}. {}.",
  "does not let us in ({})": "nous refuse l’accès ({})",
  "Check KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD, KAFKA_SASL_MECHANISM and the rights of this user":
    "Vérifiez KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD, KAFKA_SASL_MECHANISM et les droits de cet utilisateur",
  "does not accept our certificate, or wants one ({})":
    "n’accepte pas notre certificat, ou en demande un ({})",
  "shows a certificate that does not hold ({})":
    "présente un certificat qui n’est pas valable ({})",
  "it closes the connection, as where one side speaks TLS alone":
    "il ferme la connexion, comme lorsqu’un seul côté parle TLS",
  "names no broker; use host:port, several with commas":
    "ne nomme aucun courtier ; donnez hôte:port, plusieurs séparés par des virgules",
  "{} names no broker; use host:port, several with commas":
    "{} ne nomme aucun courtier ; donnez hôte:port, plusieurs séparés par des virgules",
  "{} has {}; use host:port, several with commas":
    "{} contient {} ; donnez hôte:port, plusieurs séparés par des virgules",
  "{} has {}; a port is a number from 1 to 65535":
    "{} contient {} ; un port est un nombre de 1 à 65535",
  "{} is not set, but KAFKA_SASL_USERNAME is; set both or none":
    "{} n’est pas renseigné, mais KAFKA_SASL_USERNAME l’est ; renseignez les deux ou aucun",
  "this user lacks the right {}": "il manque à cet utilisateur le droit {}",
  "this user lacks the right {} on the topic {}":
    "il manque à cet utilisateur le droit {} sur le topic {}",
  "this user lacks the right Create on the topic {}":
    "il manque à cet utilisateur le droit Create sur le topic {}",
  "this user lacks the right Write on the topic {}, or IdempotentWrite on the cluster":
    "il manque à cet utilisateur le droit Write sur le topic {}, ou IdempotentWrite sur le cluster",
  "this user lacks the right Read on the group {}":
    "il manque à cet utilisateur le droit Read sur le groupe {}",
  "this user lacks the right Read on the group of consumers":
    "il manque à cet utilisateur le droit Read sur le groupe des consommateurs",
  "no broker names a coordinator of the group {}: Kafka is starting, or this user lacks the right Read on the group {}; doctor tells which":
    "aucun courtier ne nomme de coordinateur du groupe {} : Kafka démarre, ou il manque à cet utilisateur le droit Read sur le groupe {} ; doctor dit lequel",
  "a partition of {} has had no leader for {} s":
    "une partition de {} n’a pas de meneur depuis {} s",
  "The topic {} has {} partitions, and KAFKA_PARTITIONS says {}: it stays with {}. Set KAFKA_PARTITIONS={}, or make a new topic and name it in KAFKA_TOPIC":
    "Le topic {} a {} partitions, et KAFKA_PARTITIONS dit {} : il en garde {}. Mettez KAFKA_PARTITIONS={}, ou créez un nouveau topic et donnez-le dans KAFKA_TOPIC",
  "kafkajs has asked the brokers for nothing in {} s":
    "kafkajs n’a rien demandé aux courtiers depuis {} s",
  "Cannot patch kafkajs {}: the patches were written for {}. Set kafkajs to {} in deno.json, or check each patch against {} as core/kafka/kafkajs_patches/README.md says and raise PATCHED_VERSION":
    "Impossible de corriger kafkajs {} : les correctifs ont été écrits pour {}. Mettez kafkajs à {} dans deno.json, ou vérifiez chaque correctif pour {} comme le dit core/kafka/kafkajs_patches/README.md et augmentez PATCHED_VERSION",
  "Cannot connect to {}: the worker was not given this address":
    "Impossible de se connecter à {} : cette adresse n’a pas été accordée à ce travailleur",
  // Reading
  "{} is read again": "{} est de nouveau lu",
  "{}. This partition is stopped; the others are read on":
    "{}. Cette partition est arrêtée ; les autres continuent",
  "Kafka deleted {} records of {}/{} before they were read; masto.stream_gaps has the entry":
    "Kafka a supprimé {} enregistrements de {}/{} avant qu’ils soient lus ; masto.stream_gaps en garde la ligne",
  "Cannot read {}/{} yet: Kafka does not list it":
    "Impossible de lire {}/{} pour l’instant : Kafka ne le donne pas",
  "Cannot read partition {} again: {}": "Impossible de relire la partition {} : {}",
  "Cannot consume {}/{}: the record at offset {} names no instance. Set DEFAULT_INSTANCE to the host of the server that these posts were read from":
    "Impossible de consommer {}/{} : l’enregistrement à l’offset {} ne nomme pas d’instance. Mettez dans DEFAULT_INSTANCE l’hôte du serveur où ces messages ont été lus",
  "Cannot consume {}/{}: the topic was deleted and made anew ({}). Set KAFKA_TOPIC to the right topic, or to read the new one from its start: {}":
    "Impossible de consommer {}/{} : le topic a été supprimé et recréé ({}). Mettez le bon topic dans KAFKA_TOPIC, ou, pour lire le nouveau depuis son début : {}",
  "it ends at offset {}, {} was reached": "il finit à l’offset {}, {} avait été atteint",
  "the record at offset {} is another one than was applied":
    "l’enregistrement à l’offset {} n’est plus celui qui a été appliqué",
  "<an offset behind it>": "<un offset plus loin>",
  "Cannot consume {}/{}: the batch at offset {} {}. Mend it on the broker, or to go on without its records: {}":
    "Impossible de consommer {}/{} : le lot à l’offset {} est illisible ({}). Réparez-le sur le courtier, ou, pour continuer sans ses enregistrements : {}",
  "Cannot delete {}: what is stored under these row ids is of another server. If it is the same post, it was stored under a wrong instance: see DEFAULT_INSTANCE in .env.example, and the dead letters with the reason id_clash":
    "Impossible de supprimer {} : ce qui est enregistré sous ces identifiants vient d’un autre serveur. Si c’est le même message, il a été enregistré sous une mauvaise instance : voyez DEFAULT_INSTANCE dans .env.example, et les messages rejetés pour id_clash",
  "is damaged: its CRC is wrong": "abîmé, son CRC est faux",
  "is damaged: its records do not fill it": "abîmé, ses enregistrements ne le remplissent pas",
  "is shorter than its head": "plus court que son en-tête",
  "is longer than the broker has it": "plus long que chez le courtier",
  "has an offset that lies before another one, or far past the end":
    "un offset précède un autre, ou dépasse de loin la fin",
  "has format {}, which this version does not know":
    "au format {}, que cette version ne connaît pas",
  "holds more than {} records": "plus de {} enregistrements",
  "is one that the broker cannot read ({})": "le courtier ne peut pas le lire ({})",
  "is packed by codec {}, which this version does not know":
    "compressé par le codec {}, que cette version ne connaît pas",
  "unpacks to more than {} MiB": "plus de {} Mio une fois décompressé",
  "says that it is packed by {}, and does not unpack":
    "dit être compressé par {}, et ne se décompresse pas",
  "the record at offset {} {}": "l’enregistrement à l’offset {} {}",
  "Cannot inspect Kafka: kafkajs has changed": "Impossible d’examiner Kafka : kafkajs a changé",
  "{} (record {}/{} at offset {}; its row id {} belongs to {})":
    "{} (enregistrement {}/{} à l’offset {} ; son identifiant {} appartient à {})",
  "a Zstandard frame is cut": "une trame Zstandard est coupée",
  "{}/{} has the row id {}, which belongs to {}/{}":
    "{}/{} a l’identifiant {}, qui appartient à {}/{}",
  "a leader has moved, and {} got no records of the batch":
    "un meneur a changé, et {} n’a rien reçu du lot",
  "{} bytes of the spool were damaged": "{} octets du tampon étaient abîmés",
  // Dead letters
  "Cannot write {} dead letters to {}: they are too large even without their payload, and stay in masto.dead_letters only. Raise max.message.bytes of that topic":
    "Impossible d’écrire {} messages rejetés dans {} : ils sont trop grands même sans leur contenu, et restent dans masto.dead_letters seulement. Augmentez max.message.bytes de ce topic",
  "Cannot write dead letters to {}: {}. They wait in masto.dead_letters. If Kafka is there, check that this user may write to that topic":
    "Impossible d’écrire les messages rejetés dans {} : {}. Ils attendent dans masto.dead_letters. Si Kafka est là, vérifiez que cet utilisateur peut écrire dans ce topic",
  "Cannot use an event of the stream ({}): it is a dead letter of the topic {}":
    "Impossible d’utiliser un événement du flux ({}) : c’est un message rejeté du topic {}",
  "Cannot write a dead letter: {} (dropped so far: {})":
    "Impossible d’écrire un message rejeté : {} (abandonnés jusqu’ici : {})",
  "Dead letters are written to {} again": "Les messages rejetés sont de nouveau écrits dans {}",
  "{} refuses it as too large, even without its payload. Raise max.message.bytes of that topic":
    "{} le refuse comme trop grand, même sans son contenu. Augmentez max.message.bytes de ce topic",
  "it would be larger than the record that Kafka refused. Raise max.message.bytes of the stream's topic":
    "il serait plus grand que l’enregistrement que Kafka a refusé. Augmentez max.message.bytes du topic du flux",
  "Kafka takes none, and spool and memory are full. Correct the errors topic, or the access to it":
    "Kafka n’en prend aucun, et le tampon et la mémoire sont pleins. Corrigez le topic d’erreurs, ou l’accès à celui-ci",
  "Kafka takes no record of {} bytes": "Kafka ne prend pas d’enregistrement de {} octets",
  "a record of {} bytes, at most {} are written":
    "un enregistrement de {} octets, alors que {} au plus sont écrits",
  "dead letters": "messages rejetés",
  "they are dropped": "ils sont abandonnés",
  // The spool
  records: "enregistrements",
  "no more posts are read": "plus aucun message n’est lu",
  "{} records wait in the spool; sending them first":
    "{} enregistrements attendent dans le tampon ; ils partent d’abord",
  "{} dead letters wait in the spool; sending them first":
    "{} messages rejetés attendent dans le tampon ; ils partent d’abord",
  "{} {} wait in the spool; sending them first":
    "{} {} attendent dans le tampon ; ils partent d’abord",
  "{} {} are lost: Kafka has not acknowledged them, and the spool cannot store them ({})":
    "{} {} sont perdus : Kafka ne les a pas confirmés, et le tampon ne peut pas les garder ({})",
  "Kafka has all {} again, after {}; the spool is empty":
    "Kafka a de nouveau tous les {}, après {} ; le tampon est vide",
  "Cannot send {} to Kafka: {}; {} wait, trying again":
    "Impossible d’envoyer les {} à Kafka : {} ; {} attendent, nouvel essai",
  "Cannot send {} to Kafka: {}": "Impossible d’envoyer les {} à Kafka : {}",
  "Cannot send {} to Kafka: {}; reading goes on, and they are kept on disk until Kafka takes them":
    "Impossible d’envoyer les {} à Kafka : {} ; la lecture continue, et ils restent sur le disque jusqu’à ce que Kafka les prenne",
  "a quota of the broker makes it wait": "un quota du serveur fait attendre",
  "Cannot keep {} on disk: {}": "Impossible de garder les {} sur le disque : {}",
  "Cannot keep {} on disk: {}. Up to {} bytes of them wait in memory; when that is full, {}. Free the disk, or raise SPOOL_MAX_BYTES":
    "Impossible de garder les {} sur le disque : {}. Jusqu’à {} octets en attendent en mémoire ; quand elle est pleine, {}. Libérez le disque, ou augmentez SPOOL_MAX_BYTES",
  "Cannot flush the spool to disk: {}. A power cut could lose its records; check the disk":
    "Impossible d’écrire le tampon sur le disque : {}. Une coupure de courant pourrait en perdre des enregistrements ; vérifiez le disque",
  "The spool is flushed to disk again": "Le tampon est de nouveau écrit sur le disque",
  "an entry of {} bytes is larger than the whole spool may be":
    "une entrée de {} octets dépasse la taille permise de tout le tampon",
  "it holds {} of at most {} bytes": "il contient {} des {} octets permis",
  "Cannot read {}: another process has changed it. Stop that one":
    "Impossible de lire {} : un autre processus l’a modifié. Arrêtez-le",
  "Cannot use the spool {}: {} has it. Stop that one, or set TRUNKLINE_HOME to another folder":
    "Le tampon {} est inutilisable : {} le tient. Arrêtez celui-là, ou mettez TRUNKLINE_HOME dans un autre dossier",
  "another producer": "un autre producteur",
  "another producer (process {})": "un autre producteur (processus {})",
  "Cannot read {}: {}. What was missed before this start is not read again; masto.stream_gaps shows from when to when":
    "Impossible de lire {} : {}. Ce qui a été manqué avant ce démarrage n’est pas relu ; masto.stream_gaps montre de quand à quand",
  "it is no file of positions of this version":
    "ce n’est pas un fichier de positions de cette version",
  "the position of {} is incomplete": "la position de {} est incomplète",
  "Cannot keep {}: {}. After a restart, posts are not looked up again for edits and deletes":
    "Impossible de garder {} : {}. Après un redémarrage, les messages ne sont pas revus pour modifications et suppressions",
  "{} is kept again": "{} est de nouveau tenu",
  "How far the stream was read is written down again":
    "Jusqu’où le flux a été lu est de nouveau consigné",
  "Cannot write down how far the stream was read: {}. After a restart more is read again":
    "Impossible de noter jusqu’où le flux a été lu : {}. Après un redémarrage, davantage est relu",
  "The stream {} is not read any more: nothing waits for it":
    "Le flux {} n’est plus lu : rien ne l’attend plus",
  "Cannot forget how far {} was read: {}": "Impossible d’oublier jusqu’où {} a été lu : {}",
  "Cannot read {}: it ends too early": "Impossible de lire {} : il finit trop tôt",
  "Cannot use {}: it is not open": "{} est inutilisable : il n’est pas ouvert",
  "a request of {} bytes; {} are allowed": "une requête de {} octets ; {} sont permis",
  // The embedded broker
  "Cannot start the embedded Kafka broker on {}:{}: {}. Stop that program, or choose another port.":
    "Impossible de démarrer le courtier Kafka fourni sur {}:{} : {}. Arrêtez ce programme, ou choisissez un autre port.",
  "another program listens there": "un autre programme y écoute",
  "Cannot accept a connection: {}": "Impossible d’accepter une connexion : {}",
  "Cut {} bytes of an unfinished write from {}; nothing acknowledged was in them":
    "{} octets d’une écriture inachevée retirés de {} ; rien de confirmé ne s’y trouvait",
  "Cannot make {} durable: {}": "Impossible de rendre {} durable : {}",
  "Cannot recover {}: {}": "Impossible de récupérer {} : {}",
  "Cannot clean up {}[{}]: {}": "Impossible de nettoyer {}[{}] : {}",
  "Cannot make topic {}: {}": "Impossible de créer le topic {} : {}",
  "Cannot keep offsets of group {}: {}": "Impossible de garder les offsets du groupe {} : {}",
  "Cannot give out a producer id: {}": "Impossible d’attribuer un identifiant de producteur : {}",
  "Cannot append: {}": "Impossible d’ajouter un lot : {}",
  "Closed a connection from {}: it sent {}": "Connexion de {} fermée : elle a envoyé {}",
  "Closed a connection from {}: {}": "Connexion de {} fermée : {}",
  "Cannot keep Kafka data in {}: {}. Set TRUNKLINE_HOME to a directory that this user may write.":
    "Impossible de garder les données de Kafka dans {} : {}. Mettez TRUNKLINE_HOME dans un dossier où cet utilisateur peut écrire.",
  "Cannot keep Kafka data in {}: {} Set TRUNKLINE_HOME to a directory that this user may write.":
    "Impossible de garder les données de Kafka dans {} : {} Mettez TRUNKLINE_HOME dans un dossier où cet utilisateur peut écrire.",
  "Cannot start the embedded Kafka broker again: the one before it hangs in this process. Start Trunkline again":
    "Impossible de redémarrer le courtier Kafka fourni : le précédent est bloqué dans ce processus. Relancez Trunkline",
  "Cannot start the embedded Kafka broker: another one uses {}. Stop it, or set TRUNKLINE_HOME to another directory.":
    "Impossible de démarrer le courtier Kafka fourni : un autre utilise {}. Arrêtez-le, ou mettez TRUNKLINE_HOME dans un autre dossier.",
};
