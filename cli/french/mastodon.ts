/** What is said of the server that is read, in French. */
export const MASTODON: Readonly<Record<string, string>> = {
  // It cannot be reached or read
  "Cannot reach {}: {}. {}.": "{} est injoignable : {}. {}.",
  "Cannot reach {} through the proxy {}: {}. {}.": "{} est injoignable par le proxy {} : {}. {}.",
  "Cannot read {}: {}. {}.": "Impossible de lire {} : {}. {}.",
  "Cannot read {}: {}. {}. (stream {})": "Impossible de lire {} : {}. {}. (flux {})",
  "Cannot reach {}: {}. {}. (stream {})": "{} est injoignable : {}. {}. (flux {})",
  "this is not an address": "ce n’est pas une adresse",
  "Set MASTODON_BASE_URL to https://HOST": "Mettez https://HÔTE dans MASTODON_BASE_URL",
  "If you trust that server, set MASTODON_BASE_URL to it":
    "Si vous vous fiez à ce serveur, mettez-le dans MASTODON_BASE_URL",
  "Set MASTODON_BASE_URL to http://… if that is how it is reached":
    "Mettez http://… dans MASTODON_BASE_URL si c’est ainsi qu’on le joint",
  "Set MASTODON_BASE_URL to https://… if it expects TLS":
    "Mettez https://… dans MASTODON_BASE_URL s’il attend TLS",
  "Check MASTODON_BASE_URL and the network": "Vérifiez MASTODON_BASE_URL et le réseau",
  "Check the proxy (HTTPS_PROXY or HTTP_PROXY, NO_PROXY) and MASTODON_BASE_URL":
    "Vérifiez le proxy (HTTPS_PROXY ou HTTP_PROXY, NO_PROXY) et MASTODON_BASE_URL",
  "the server": "le serveur",
  "the timeline": "le fil",
  "the stream at {}": "le flux à {}",
  "it names {} as the address of its streams, {}": "il donne {} comme adresse de ses flux, {}",
  "which is not an address of a stream": "qui n’est pas l’adresse d’un flux",
  "an address of our own network": "une adresse de notre propre réseau",
  "Ask its administrators": "Demandez à ses administrateurs",
  "it does not answer as a Mastodon server (no instance API)":
    "il ne répond pas comme un serveur Mastodon (pas d’API instance)",
  "Correct MASTODON_BASE_URL": "Corrigez MASTODON_BASE_URL",
  "it has no list {}": "il n’a pas de liste {}",
  "it has no such timeline": "il n’a pas ce fil",
  "Correct MASTODON_STREAM": "Corrigez MASTODON_STREAM",
  "it does not accept the access token (401)": "il n’accepte pas le jeton d’accès (401)",
  "{} needs an access token (401)": "{} demande un jeton d’accès (401)",
  "Set MASTODON_ACCESS_TOKEN": "Renseignez MASTODON_ACCESS_TOKEN",
  "the access token may not read {} (403)": "le jeton d’accès ne peut pas lire {} (403)",
  "Make a token with the scope read:statuses (read) and set MASTODON_ACCESS_TOKEN":
    "Créez un jeton avec le droit read:statuses (read) et mettez-le dans MASTODON_ACCESS_TOKEN",
  "the proxy wants a user and a password (407)":
    "le proxy demande un utilisateur et un mot de passe (407)",
  "Put them into HTTP_PROXY: http://user:password@host:port":
    "Mettez-les dans HTTP_PROXY : http://utilisateur:motdepasse@hôte:port",
  "{} is closed: the server has switched this feed off, or asks for a user's token (422)":
    "{} est fermé : le serveur a coupé ce fil, ou demande le jeton d’un utilisateur (422)",
  "{} is closed to visitors (422)": "{} est fermé aux visiteurs (422)",
  "Choose another MASTODON_STREAM, or the token of a user":
    "Choisissez un autre MASTODON_STREAM, ou le jeton d’un utilisateur",
  "it refuses this program (418, sent as {})": "il refuse ce programme (418, envoyé comme {})",
  "Cannot read {} now: it says that we ask too often (429).":
    "Impossible de lire {} en ce moment : il dit que nous demandons trop souvent (429).",
  "Cannot read {} now: it says that we ask too often (429). (stream {})":
    "Impossible de lire {} en ce moment : il dit que nous demandons trop souvent (429). (flux {})",
  "{} is not there ({})": "{} est introuvable ({})",
  "{} answers with status {}, though the server itself names this address: it does not know the stream {}, or a proxy does not pass streams on":
    "{} répond par le code {}, bien que le serveur donne lui-même cette adresse : il ne connaît pas le flux {}, ou un proxy ne laisse pas passer les flux",
  "Choose another MASTODON_STREAM, or ask the server's administrators":
    "Choisissez un autre MASTODON_STREAM, ou demandez aux administrateurs du serveur",
  "Cannot read {} now: {} answers with status {} and opens no WebSocket; a proxy may not pass streams on.":
    "Impossible de lire {} en ce moment : {} répond par le code {} et n’ouvre pas de WebSocket ; un proxy ne laisse peut-être pas passer les flux.",
  "Cannot read {} now: it answers with status {}.":
    "Impossible de lire {} en ce moment : il répond par le code {}.",
  "Cannot reach the stream at {}: {}.": "Le flux à {} est injoignable : {}.",
  "Cannot reach the stream at {} (with {}// {}): {}.":
    "Le flux à {} est injoignable (avec {}// {}) : {}.",
  "Cannot reach the stream: the server says that it is at {}, but {}. Ask its administrators to correct that address.":
    "Le flux est injoignable : le serveur dit qu’il est à {}, mais {}. Demandez à ses administrateurs de corriger cette adresse.",
  "the stream was refused with status {}": "le flux a été refusé avec le code {}",
  "Cannot read the stream of {} now: {}.": "Impossible de lire le flux de {} en ce moment : {}.",
  "Cannot read the stream of {}: {}. Check MASTODON_STREAM and the token.":
    "Impossible de lire le flux de {} : {}. Vérifiez MASTODON_STREAM et le jeton.",
  'Cannot read the stream "{}": MASTODON_STREAM is {}, several with commas. Correct MASTODON_STREAM.':
    "Impossible de lire le flux « {} » : MASTODON_STREAM est {}, plusieurs séparés par des virgules. Corrigez MASTODON_STREAM.",
  "public, public:local, public:remote, public:media, hashtag:TAG, hashtag:local:TAG, list:ID or user":
    "public, public:local, public:remote, public:media, hashtag:TAG, hashtag:local:TAG, list:ID ou user",
  'the server says "{}"': "le serveur dit « {} »",
  'the server says "{}" ({})': "le serveur dit « {} » ({})",
  "it redirects to {}": "il renvoie à {}",
  "an invalid address": "une adresse invalide",
  "the proxy wants another user and password ({})":
    "le proxy demande un autre utilisateur ou un autre mot de passe ({})",
  "the proxy answers with status {}": "le proxy répond par le code {}",
  "the proxy opens no way to it (a wrong user or password, or a host that it refuses)":
    "le proxy n’ouvre pas le chemin (mauvais utilisateur ou mot de passe, ou un hôte qu’il refuse)",
  // The network
  "its name does not resolve": "son nom ne correspond à aucune adresse",
  "the connection is refused": "la connexion est refusée",
  "the connection was closed": "la connexion a été fermée",
  "there is no route to it": "aucune route n’y mène",
  "it does not answer in time": "il ne répond pas à temps",
  "it does not answer": "il ne répond pas",
  "it does not speak TLS there": "il ne parle pas TLS à cet endroit",
  "it does not speak plain HTTP there": "il ne parle pas HTTP simple à cet endroit",
  "its TLS certificate is not accepted": "son certificat TLS n’est pas accepté",
  "the TLS handshake with it fails": "la négociation TLS avec lui échoue",
  "this process may not connect to it": "ce processus n’a pas le droit de s’y connecter",
  // The stream
  "The stream of {} ended: {}": "Le flux de {} s’est terminé : {}",
  "The stream of {} ended at once ({})": "Le flux de {} s’est terminé aussitôt ({})",
  "the connection broke": "la connexion s’est rompue",
  "the connection broke ({})": "la connexion s’est rompue ({})",
  "nothing was heard for {} s, not even a pong":
    "rien n’a été entendu pendant {} s, pas même un pong",
  "the server closed the stream": "le serveur a fermé le flux",
  "the server closed the stream ({})": "le serveur a fermé le flux ({})",
  "Trunkline is stopping": "Trunkline s’arrête",
  "a frame was refused ({})": "une trame a été refusée ({})",
  "a frame of {} was refused (at most {} MB are read)":
    "une trame de {} a été refusée (au plus {} Mo sont lus)",
  "more than {} MB": "plus de {} Mo",
  "opening it again at once": "il est rouvert tout de suite",
  "The stream {} of {} is open after {}": "Le flux {} de {} est ouvert, après {}",
  "The streams {} of {} are open after {}": "Les flux {} de {} sont ouverts, après {}",
  "The stream {} of {} is back: it was away for {}":
    "Le flux {} de {} est revenu : il manquait depuis {}",
  "The streams {} of {} are back: they were away for {}":
    "Les flux {} de {} sont revenus : ils manquaient depuis {}",
  "The stream carries events of a kind that Trunkline does not know, and leaves them out: {}":
    "Le flux porte des événements d’un genre que Trunkline ne connaît pas, et laisse de côté : {}",
  // Its silence
  "Connected, but no posts for {} on the stream {}":
    "Connecté, mais aucun message depuis {} sur le flux {}",
  "Connected, but no posts, {} deletes only, for {} on the stream {}":
    "Connecté, mais aucun message, seulement {} suppressions, depuis {} sur le flux {}",
  "{}: {} has no stream of hashtags. Choose another MASTODON_STREAM, such as public with FILTER_KEYWORDS":
    "{} : {} n’a pas de flux de hashtags. Choisissez un autre MASTODON_STREAM, par exemple public avec FILTER_KEYWORDS",
  "{}, and its timeline cannot be read by REST. See deno task doctor":
    "{}, et son fil ne peut pas être lu par REST. Voyez deno task doctor",
  '{}: the server has switched this feed off (timelines_access). Choose another MASTODON_STREAM, or have the account given a role with "View live and topic feeds"; deno task doctor says which streams this token gets':
    "{} : le serveur a coupé ce fil (timelines_access). Choisissez un autre MASTODON_STREAM, ou faites donner au compte un rôle avec « View live and topic feeds » ; deno task doctor dit quels flux ce jeton reçoit",
  "{}; REST shows none either: nobody uses that hashtag":
    "{} ; REST n’en montre pas non plus : personne n’utilise ce hashtag",
  "{}, and REST shows none either; if this goes on, check MASTODON_STREAM (a server opens a stream that does not exist, and stays silent)":
    "{}, et REST n’en montre pas non plus ; si cela dure, vérifiez MASTODON_STREAM (un serveur ouvre un flux qui n’existe pas, et reste muet)",
  "{}, but REST shows {} newer: the server loses them behind an open socket":
    "{}, mais REST en montre {} plus récents : le serveur les perd derrière une connexion ouverte",
  "{}; REST shows none newer either: nobody posts there now":
    "{} ; REST n’en montre pas de plus récents : personne ne publie là en ce moment",
  "{}. REST does not answer: {}": "{}. REST ne répond pas : {}",
  // What was missed
  "Reading again by REST what was missed from {} to {} ({} s)":
    "Relecture par REST de ce qui a été manqué de {} à {} ({} s)",
  "What was missed is read: {} posts recovered":
    "Ce qui a été manqué est lu : {} messages retrouvés",
  "What was missed from {} to {} ({} s) stays incomplete: {}. {} posts of it were recovered; masto.stream_gaps has the entry":
    "Ce qui a été manqué de {} à {} ({} s) reste incomplet : {}. {} messages en ont été retrouvés ; masto.stream_gaps en garde la ligne",
  "it is too long to be read within {} minutes and the server's rate limit":
    "c’est trop long pour être lu en {} minutes et dans la limite de débit du serveur",
  "the server fails at a page of its timeline": "le serveur échoue à une page de son fil",
  "its timeline is no list of posts": "son fil n’est pas une liste de messages",
  "its timeline answers with status {}": "son fil répond par le code {}",
  "its timeline shows no posts at all, as one that is switched off does":
    "son fil ne montre aucun message, comme un fil coupé",
  "its timeline does not reach back so far": "son fil ne remonte pas si loin",
  "Cannot look up posts again after a gap: {}":
    "Impossible de revoir des messages après une interruption : {}",
  "Looked up {} posts again after a gap: {} were deleted meanwhile, {} could not be verified":
    "{} messages revus après une interruption : {} ont été supprimés entre-temps, {} n’ont pas pu être vérifiés",
  // The audit
  "Cannot compare the stream {} by REST: {}": "Impossible de comparer le flux {} par REST : {}",
  "the server lost {} on the open connection": "le serveur a perdu {} sur la connexion ouverte",
  "The server lost {} of the stream {} on the open connection. {}; masto.stream_gaps has the entry":
    "Le serveur a perdu {} du flux {} sur la connexion ouverte. {} ; masto.stream_gaps en garde la ligne",
  "All of it is read again": "Tout est relu",
  "{} posts are gone by REST, without a proof that they were deleted":
    "{} messages ont disparu d’après REST, sans preuve qu’ils ont été supprimés",
  "Only {} % of the time of the stream {} can be compared with REST: the server's rate limit and timeline give no more":
    "Seuls {} % du temps du flux {} peuvent être comparés par REST : la limite de débit et le fil du serveur ne donnent pas plus",
  "All of the stream {} is compared with what REST shows again":
    "Tout le flux {} est de nouveau comparé avec ce que montre REST",
  "No audit of the stream {} is possible: {}. Posts that the server loses on an open connection are not noticed":
    "Aucun contrôle du flux {} n’est possible : {}. Les messages que le serveur perd sur une connexion ouverte passent inaperçus",
  "the server puts that timeline together anew for each reader":
    "le serveur compose ce fil pour chaque lecteur",
  "the server has switched its timeline off": "le serveur a coupé son fil",
  "its timeline is empty, though the stream brings posts":
    "son fil est vide, bien que le flux apporte des messages",
  "perhaps a delete": "peut-être une suppression",
  "perhaps deletes": "peut-être des suppressions",
  "{} posts": "{} messages",
  "{} post": "{} message",
  "{} edits": "{} modifications",
  "{} edit": "{} modification",
  "{} deletes": "{} suppressions",
  "{} delete": "{} suppression",
  "{} and {} deletes": "{} et {} suppressions",
  "{} and {} delete": "{} et {} suppression",
  "{} and {} edits": "{} et {} modifications",
  "{} and {} edit": "{} et {} modification",
  // A token
  "Cannot register an application at {}: {}. {}":
    "Impossible d’enregistrer une application auprès de {} : {}. {}",
  "Cannot get a token at {}: {}. {}": "Impossible d’obtenir un jeton auprès de {} : {}. {}",
  "its answer has no client_id": "sa réponse n’a pas de client_id",
  "its answer has none": "sa réponse n’en contient pas",
  "Cannot use what was pasted: it is no code. Copy the code that the server shows, and nothing else":
    "Ce qui a été collé n’est pas un code. Copiez le code que le serveur montre, et rien d’autre",
  "Cannot use that address: it belongs to another authorization (its state is not ours). Open the address shown here":
    "Cette adresse est celle d’une autre autorisation (son state n’est pas le nôtre). Ouvrez l’adresse donnée ici",
  "Cannot use that address: it carries no code. Copy the code that the server shows":
    "Cette adresse ne porte pas de code. Copiez le code que le serveur montre",
  'Cannot get a token: the server says "{}". Start again':
    "Impossible d’obtenir un jeton : le serveur dit « {} ». Recommencez",
  'it says "{}" ({})': "il dit « {} » ({})",
  "it answers with status {}": "il répond par le code {}",
  "The code is wrong, was used before, or is older than some minutes: start again and paste the new one":
    "Le code est faux, a déjà servi, ou date de plus de quelques minutes : recommencez et collez le nouveau",
  "Wait some minutes and start again": "Attendez quelques minutes et recommencez",
  "It may be no Mastodon server: check its address":
    "Ce n’est peut-être pas un serveur Mastodon : vérifiez son adresse",
  "It is not well at the moment: start again later":
    "Il ne va pas bien en ce moment : recommencez plus tard",
  "Make the token by hand in its preferences (Development), and set MASTODON_ACCESS_TOKEN":
    "Créez le jeton à la main dans ses préférences (Développement), et mettez-le dans MASTODON_ACCESS_TOKEN",
};
