/** What is said of PostgreSQL and of the tables in it, in French. */
export const POSTGRES: Readonly<Record<string, string>> = {
  "PostgreSQL is back": "PostgreSQL est revenu",
  "PostgreSQL is back, nothing was lost": "PostgreSQL est revenu, rien n’est perdu",
  "Trying again until it is back": "Nouveaux essais jusqu’à son retour",
  "Lost PostgreSQL at {}: {}": "PostgreSQL à {} ne répond plus : {}",
  "PostgreSQL takes whole batches again": "PostgreSQL prend de nouveau des lots entiers",
  "{}. That was a batch of {} records": "{}. C’était un lot de {} enregistrements",
  "Going on in smaller ones": "La suite passe en lots plus petits",
  "no answer": "pas de réponse",
  "no server takes writes": "aucun serveur ne prend d’écritures",
  "it closes connections at once": "il ferme aussitôt les connexions",
  "it does not offer TLS": "il n’offre pas TLS",
  "what listens there is no PostgreSQL": "ce qui écoute là n’est pas PostgreSQL",
  "Cannot migrate: the server is PostgreSQL {}. Use 15 or newer":
    "Impossible de migrer : le serveur est PostgreSQL {}. Utilisez 15 ou plus récent",
  'Cannot use the schema "masto": {} of {} steps are missing. Run migrate':
    "Le schéma « masto » est inutilisable : étapes manquantes, {} sur {}. Lancez migrate",
  'Cannot migrate: the schema "masto" holds tables that another program made. This version cannot take them over. Name another database in PG_URL, or rename the schema (alter schema masto rename to …)':
    "Impossible de migrer : le schéma « masto » contient des tables d’un autre programme. Cette version ne peut pas les reprendre. Donnez une autre base dans PG_URL, ou renommez le schéma (alter schema masto rename to …)",
  "Cannot migrate: step {} ({}) in the database is not the one this build carries. Use the build that made it":
    "Impossible de migrer : l’étape {} ({}) de la base n’est pas celle de ce programme. Utilisez le programme qui l’a faite",
  'Cannot use the schema "masto": it is at version {}, this build knows {}. Use the newer build':
    "Le schéma « masto » est inutilisable : il est à la version {}, ce programme connaît {}. Utilisez le programme plus récent",
  "Cannot list roles: there is no schema masto":
    "Impossible d’établir la liste des rôles : il n’y a pas de schéma masto",
  "migration {} ({})": "migration {} ({})",
  "no change": "aucun changement",
  "The schema masto is at version {} ({})": "Le schéma masto est à la version {} ({})",
  // The role of readers
  "Cannot grant rights to {}: this user does not own the schema masto. It keeps the rights that it has":
    "Impossible d’accorder des droits à {} : cet utilisateur ne possède pas le schéma masto. Il garde les droits qu’il a",
  "Cannot create the role {}, which the dashboard reads with: PostgreSQL does not permit this user to. Have an administrator run these, and set PG_READER_URL:":
    "Impossible de créer le rôle {}, avec lequel la page lit : PostgreSQL ne le permet pas à cet utilisateur. Faites exécuter ceci par un administrateur, et renseignez PG_READER_URL :",
  "Cannot read masto.reader_secret: it has no row":
    "Impossible de lire masto.reader_secret : la table est vide",
  "it is a superuser": "c’est un superutilisateur",
  "it has the rights of the schema's owner": "il a les droits du propriétaire du schéma",
  "it is a member of {}": "il est membre de {}",
  "another user granted it that, or PUBLIC": "un autre utilisateur le lui a accordé, ou à PUBLIC",
  "{} can read more of the schema masto than aggregates ({}): {}. Revoke that, or set PG_READER_URL to another role":
    "{} peut lire plus que les agrégats du schéma masto ({}) : {}. Retirez-lui ces droits, ou donnez un autre rôle dans PG_READER_URL",
  "Cannot name the reader's URL: the embedded database does not run. Start it with: deno task run":
    "Impossible de donner l’URL du lecteur : la base fournie ne tourne pas. Démarrez-la avec : deno task run",
  "Cannot show the page: the role {} is missing":
    "Impossible de montrer la page : le rôle {} manque",
  "The page's role is there": "Le rôle de la page est là",
  "Cannot renew the page's role: {}": "Impossible de renouveler le rôle de la page : {}",
  // PG_URL
  "{} names no user; put one into it, or set PG_USER":
    "{} ne nomme pas d’utilisateur ; ajoutez-en un, ou renseignez PG_USER",
  "{} has a / in the name of its database; write it as %2F, or remove it":
    "{} a un / dans le nom de sa base ; écrivez %2F, ou retirez-le",
  '{} has the host "{}"; use host:port, several with commas':
    "{} a pour hôte « {} » ; donnez hôte:port, plusieurs séparés par des virgules",
  "{} has target_session_attrs={}; use read-write: Trunkline writes":
    "{} a target_session_attrs={} ; donnez read-write : Trunkline écrit",
  "{} is no URL of a database; use postgres://HOST:PORT/DATABASE, with USER:PASSWORD@ before HOST":
    "{} n’est pas l’URL d’une base ; donnez postgres://HÔTE:PORT/BASE, avec UTILISATEUR:MOTDEPASSE@ avant HÔTE",
  "{} has the port {}; a port is a number from 1 to 65535":
    "{} a le port {} ; un port est un nombre de 1 à 65535",
  "{} cannot be read as a URL; characters such as @ : / in a password must be percent-encoded":
    "{} ne se lit pas comme une URL ; dans un mot de passe, les caractères comme @ : / se codent en pour-cent",
  "{} has a #; write it as %23 if it belongs to the password":
    "{} contient un # ; écrivez %23 s’il fait partie du mot de passe",
  "{} has the parameter {}, which does nothing; remove it ({} are read)":
    "{} a le paramètre {}, qui ne sert à rien ; retirez-le (sont lus : {})",
  "{} has the parameter {} twice; leave one of them":
    "{} a deux fois le paramètre {} ; n’en laissez qu’un",
  "{} has a {} before its host and the parameter {}; leave one of them":
    "{} a {} devant son hôte et aussi le paramètre {} ; n’en laissez qu’un",
  "{} has ssl={} and sslmode={}; remove ssl": "{} a ssl={} et sslmode={} ; retirez ssl",
  "{} has ssl={}; use sslmode=require, or verify-full":
    "{} a ssl={} ; donnez sslmode=require, ou verify-full",
  "{} has a % that starts no percent-encoded character; write it as %25":
    "{} a un % qui ne commence aucun caractère codé ; écrivez %25",
  "{} has prepare={}; use false behind a pooler, or true":
    "{} a prepare={} ; donnez false derrière un pooler, ou true",
  "{} has sslmode={}; use disable, require, verify-ca or verify-full":
    "{} a sslmode={} ; donnez disable, require, verify-ca ou verify-full",
  "{} has sslrootcert; use PG_TLS_CA": "{} a sslrootcert ; utilisez PG_TLS_CA",
  "{} has sslmode={}, which checks no certificate, though a CA is named; use verify-full, or name no CA":
    "{} a sslmode={}, qui ne vérifie aucun certificat, alors qu’une autorité est donnée ; donnez verify-full, ou ne donnez pas d’autorité",
  "{} has sslrootcert, and PG_TLS_CA is set too; use one of them":
    "{} a sslrootcert, et PG_TLS_CA est renseigné aussi ; n’en gardez qu’un",
  "Cannot store posts: {} were sent, {} arrived":
    "Impossible d’enregistrer les messages : {} envoyés, {} arrivés",
  "A post was deleted while it was stored": "Un message a été supprimé pendant son enregistrement",
  "The tables are not as they were assumed to be":
    "Les tables ne sont pas telles qu’on les supposait",
  "Cannot move the retention horizon: masto.pipeline is empty":
    "Impossible de déplacer l’horizon de conservation : masto.pipeline est vide",
  "Cannot read the status: PostgreSQL returned no row":
    "Impossible de lire l’état : PostgreSQL n’a rien renvoyé",
  "Cannot count the tables: PostgreSQL returned no row":
    "Impossible de compter les tables : PostgreSQL n’a rien renvoyé",
  "no answer for {} s": "pas de réponse depuis {} s",
  // The embedded server
  "Cannot start the embedded PostgreSQL: processes {} of an earlier one do not end. Restart the machine, or set TRUNKLINE_HOME to another folder":
    "Impossible de démarrer le PostgreSQL fourni : les processus {} d’un précédent ne se terminent pas. Redémarrez la machine, ou mettez TRUNKLINE_HOME dans un autre dossier",
  "Cannot start the embedded PostgreSQL: {}": "Impossible de démarrer le PostgreSQL fourni : {}",
  "Cannot start the embedded PostgreSQL: {}. The log is {}":
    "Impossible de démarrer le PostgreSQL fourni : {}. Son journal est {}",
  "it ended with {} and no word in its log":
    "il s’est terminé avec {} et sans un mot dans son journal",
  "code {}": "le code {}",
  "Cannot start the embedded PostgreSQL: port {} is in use. Stop the program that listens there, or choose another port":
    "Impossible de démarrer le PostgreSQL fourni : le port {} est occupé. Arrêtez le programme qui y écoute, ou choisissez un autre port",
  "Cannot start the embedded PostgreSQL: the disk is full ({}). Make room, and start again":
    "Impossible de démarrer le PostgreSQL fourni : le disque est plein ({}). Faites de la place, et relancez",
  "Cannot start the embedded PostgreSQL: there are no binaries for {}. Set PG_URL to a PostgreSQL server of your own":
    "Impossible de démarrer le PostgreSQL fourni : il n’y a pas de binaires pour {}. Donnez dans PG_URL un serveur PostgreSQL à vous",
  "Cannot start the embedded PostgreSQL: its binaries are not in Deno's cache. Run 'deno install' once with the registry in reach, or set PG_URL to a server of your own":
    "Impossible de démarrer le PostgreSQL fourni : ses binaires ne sont pas dans le cache de Deno. Lancez une fois « deno install » avec accès au registre, ou donnez dans PG_URL un serveur à vous",
  "Cannot start the embedded PostgreSQL as root: there is no user 'postgres' or 'nobody' to run it as. Add one, or run Trunkline as another user":
    "Impossible de démarrer le PostgreSQL fourni en tant que root : il n’y a pas d’utilisateur « postgres » ou « nobody » sous lequel le lancer. Ajoutez-en un, ou lancez Trunkline sous un autre utilisateur",
  "Cannot start the embedded PostgreSQL as root in {}: it has to run as another user (uid {}), and {} is closed to that. Set TRUNKLINE_HOME to a folder outside it, as /var/lib/trunkline":
    "Impossible de démarrer le PostgreSQL fourni en tant que root dans {} : il doit tourner sous un autre utilisateur (uid {}), à qui {} est fermé. Mettez TRUNKLINE_HOME dans un dossier en dehors, comme /var/lib/trunkline",
  "Cannot start the embedded PostgreSQL again: its launcher hangs in this process. Start Trunkline again":
    "Impossible de redémarrer le PostgreSQL fourni : son lanceur est bloqué dans ce processus. Relancez Trunkline",
  "Cannot start the embedded PostgreSQL in {}: process {} has it. Stop that one, or set TRUNKLINE_HOME to another folder":
    "Impossible de démarrer le PostgreSQL fourni dans {} : le processus {} le tient. Arrêtez celui-là, ou mettez TRUNKLINE_HOME dans un autre dossier",
  "stopped a PostgreSQL that an earlier Trunkline had left running":
    "un PostgreSQL laissé par un Trunkline précédent a été arrêté",
  "Cannot open the database in {}: PostgreSQL {} made it, and this build brings {}. Move its tables with the Trunkline that made it ('move'), or set TRUNKLINE_HOME to another folder":
    "Impossible d’ouvrir la base de {} : PostgreSQL {} l’a faite, et ce programme apporte {}. Déplacez ses tables avec le Trunkline qui l’a faite (« move »), ou mettez TRUNKLINE_HOME dans un autre dossier",
  "Cannot set up the roles of the embedded PostgreSQL: {}":
    "Impossible de préparer les rôles du PostgreSQL fourni : {}",
  "Cannot make the embedded database: {} says '{}'. {}":
    "Impossible de créer la base fournie : {} dit « {} ». {}",
  "Mend that, or set PG_URL to a PostgreSQL server of your own":
    "Réparez cela, ou donnez dans PG_URL un serveur PostgreSQL à vous",
  "Cannot read {}/pg-symlinks.json": "Impossible de lire {}/pg-symlinks.json",
  "{}/package.json names no version": "{}/package.json ne dit pas de version",
  "PostgreSQL is not ready yet: it is being set up, or recovers from a crash":
    "PostgreSQL n’est pas encore prêt : il s’installe, ou se remet d’une panne",
  "The embedded PostgreSQL ended: {}": "Le PostgreSQL fourni s’est terminé : {}",
  "Cannot read PostgreSQL: an answer is missing for more than a minute":
    "Impossible de lire PostgreSQL : une réponse manque depuis plus d’une minute",
};
