/** What `train`, `evaluate` and `score` say, in French. */
export const SENTIMENT: Readonly<Record<string, string>> = {
  "train {} {}% {}": "entraînement {} {} % {}",
  "learning neutral": "apprentissage du neutre",
  "The head {} for {} is in {}": "La tête {} pour {} est dans {}",
  "The model {} is in {}": "Le modèle {} est dans {}",
  "two classes alone: {}": "deux classes seules : {}",
  "macro-F1, three classes, five folds": "macro-F1, trois classes, cinq plis",
  "macro-recall, three classes": "macro-rappel, trois classes",
  "AUC, positive against negative": "AUC, positif contre négatif",
  "rows learned": "lignes apprises",
  "rows tested": "lignes testées",
  "rows broken": "lignes abîmées",
  "{} broken rows were left out of {} ({})":
    "{} lignes abîmées de {} ont été laissées de côté ({})",
  "The model {} on {} rows (broken and left out: {})":
    "Le modèle {} sur {} lignes (abîmées et laissées de côté : {})",
  accuracy: "exactitude",
  "macro-recall": "macro-rappel",
  "recall, neutral": "rappel, neutre",
  "recall, positive": "rappel, positif",
  "recall, negative": "rappel, négatif",
  rows: "lignes",
  "not scored, {}": "sans score, {}",
  "Positive against negative, {} rows:": "Positif contre négatif, {} lignes :",
  "Three classes, {} rows:": "Trois classes, {} lignes :",
  "By language:": "Par langue :",
  "Accuracy by kind of post:": "Exactitude par genre de message :",
  "{}, {} rows": "{}, {} lignes",
  "short (up to 5 words)": "court (5 mots au plus)",
  "emoji or emoticon": "émoji ou émoticône",
  "Bias, whatever the file: mean prob_pos of sentences that differ in one term only, lowest and highest:":
    "Biais, quel que soit le fichier : prob_pos moyenne de phrases qui diffèrent d’un seul terme, la plus basse et la plus haute :",
  "… how far the terms of a group are apart, the farthest group of each language:":
    "… l’écart entre les termes d’un groupe, pour le groupe le plus dispersé de chaque langue :",
  "… and how far it moves when the same is said in a variety of English:":
    "… et le déplacement quand la même chose est dite dans une variété de l’anglais :",
  "{}, {} pairs": "{}, {} paires",
  "all, {} pairs": "toutes, {} paires",
  "all, either way": "toutes, dans les deux sens",
  "ECE, even sides": "ECE, côtés égaux",
  // Files
  "Cannot write {}: it cannot be replaced. Check --output.":
    "Impossible d’écrire {} : il ne peut pas être remplacé. Vérifiez --output.",
  "Cannot write {}: {}. Make room, or name another place with --output.":
    "Impossible d’écrire {} : {}. Faites de la place, ou donnez un autre endroit avec --output.",
  "Cannot write {}: its directory is missing or not writable. Check --output.":
    "Impossible d’écrire {} : son dossier manque ou n’est pas accessible en écriture. Vérifiez --output.",
  "Cannot score {}: {}. Give a CSV file whose first line names its columns, one of them text.":
    "Impossible de noter {} : {}. Donnez un fichier CSV dont la première ligne nomme les colonnes, dont une text.",
  "it is empty": "il est vide",
  'its header has no column "text" (it has: {})':
    "son en-tête n’a pas de colonne « text » (il a : {})",
  "Cannot read {}: it is UTF-16 text. Save it as UTF-8 (iconv -f UTF-16 -t UTF-8).":
    "Impossible de lire {} : c’est du texte UTF-16. Enregistrez-le en UTF-8 (iconv -f UTF-16 -t UTF-8).",
  "Cannot read {}: {} is longer than 1 MiB. Give a CSV file with one post a row, quotation marks closed.":
    "Impossible de lire {} : {} dépasse 1 Mio. Donnez un fichier CSV avec un message par ligne, guillemets fermés.",
  "the row that starts on line {}": "la ligne de données qui commence à la ligne {}",
  "its labels are {}, and what 1 means beside the others is not known":
    "ses étiquettes sont {}, et l’on ne sait pas ce que 1 veut dire à côté des autres",
  "labels without a meaning stand in it: {}": "il contient des étiquettes sans signification : {}",
  "unknown label {}": "étiquette inconnue {}",
  "unknown label {} (on {} rows)": "étiquette inconnue {} (sur {} lignes)",
  "line {}: {}": "ligne {} : {}",
  "Cannot read {}: {}. {}": "Impossible de lire {} : {}. {}",
  "none of its {} rows is usable ({})": "aucune de ses {} lignes n’est utilisable ({})",
  "Give a CSV with Sentiment140's six columns (label first, text last), two columns (label, text), or a header that names label and text; columns are separated by commas, semicolons or tabs; labels are 0, 2 and 4, or 0 and 1, or negative, neutral and positive.":
    "Donnez un CSV avec les six colonnes de Sentiment140 (étiquette d’abord, texte à la fin), deux colonnes (étiquette, texte), ou un en-tête qui nomme label et text ; les colonnes sont séparées par des virgules, des points-virgules ou des tabulations ; les étiquettes sont 0, 2 et 4, ou 0 et 1, ou negative, neutral et positive.",
  "Write 0 for negative, 2 for neutral and 4 for positive, or these words; 0 and 1 alone do, too.":
    "Écrivez 0 pour négatif, 2 pour neutre et 4 pour positif, ou negative, neutral, positive ; 0 et 1 seuls conviennent aussi.",
  "Cannot read {}: its first row has {} column. {}":
    "Impossible de lire {} : sa première ligne a {} colonne. {}",
  "Cannot read {}: its first row has {} columns. {}":
    "Impossible de lire {} : sa première ligne a {} colonnes. {}",
  "a quotation mark is never closed": "un guillemet n’est jamais fermé",
  "{} columns instead of {}": "{} colonnes au lieu de {}",
  "Cannot read {}: its gzip data is damaged or cut short. Fetch the file again.":
    "Impossible de lire {} : ses données gzip sont abîmées ou coupées. Récupérez le fichier de nouveau.",
  "Cannot read {}: {}. Check the path and its permissions.":
    "Impossible de lire {} : {}. Vérifiez le chemin et ses permissions.",
  "it has a header and no rows": "il a un en-tête et aucune ligne",
  "no such file": "ce fichier n’existe pas",
  "it cannot be opened": "il ne peut pas être ouvert",
  // Models
  "Cannot store how often the sentiment model errs: this role may not write masto.sentiment_heads. Run what migrate --roles prints again; until then it is not said how many labels are right":
    "Impossible d’enregistrer à quelle fréquence le modèle de sentiment se trompe : ce rôle ne peut pas écrire masto.sentiment_heads. Exécutez de nouveau ce qu’affiche migrate --roles ; d’ici là, rien ne dit combien d’étiquettes sont justes",
  "no hash": "pas d’empreinte",
  "Another model was put into {}; starting again with it":
    "Un autre modèle a été mis dans {} ; redémarrage avec lui",
  "{} is not JSON": "{} n’est pas du JSON",
  "{} is not that of a model": "{} n’est pas celui d’un modèle",
  "{} does not say its formatVersion": "{} ne dit pas son formatVersion",
  "{} does not describe a whole model": "{} ne décrit pas un modèle entier",
  "{} has {} bytes instead of {}": "{} a {} octets au lieu de {}",
  "{} is not the file that its manifest describes":
    "{} n’est pas le fichier que décrit son manifeste",
  "{} is missing": "{} manque",
  "{} cannot be read": "{} ne peut pas être lu",
  "is missing": "manque",
  "cannot be read": "ne peut pas être lu",
  "no {} of a model, but {}": "pas de {} d’un modèle, mais {}",
  "Cannot load the model in {}: a newer Trunkline made it. Update Trunkline, or train again with this one.":
    "Impossible de charger le modèle de {} : un Trunkline plus récent l’a fait. Mettez Trunkline à jour, ou entraînez de nouveau avec celui-ci.",
  "Cannot load the model in {}: an older Trunkline made it. Train again with this build.":
    "Impossible de charger le modèle de {} : un Trunkline plus ancien l’a fait. Entraînez de nouveau avec ce programme.",
  "Cannot load the model in {}: it was trained on other features. Train again with this build.":
    "Impossible de charger le modèle de {} : il a été entraîné sur d’autres traits. Entraînez de nouveau avec ce programme.",
  "Cannot load the model in {}: {}. Name a model directory with --model or MODEL_DIR, or train again.":
    "Impossible de charger le modèle de {} : {}. Donnez le dossier d’un modèle avec --model ou MODEL_DIR, ou entraînez de nouveau.",
  "Cannot write a model to {}: {}. Make room, or name another place with --model.":
    "Impossible d’écrire un modèle dans {} : {}. Faites de la place, ou donnez un autre endroit avec --model.",
  "Cannot write a model to {}: there is {}. Name a new directory with --model.":
    "Impossible d’écrire un modèle dans {} : il y a {}. Donnez un nouveau dossier avec --model.",
  "Cannot evaluate on {}: every row is {}. Give a file with at least two classes.":
    "Impossible de mesurer sur {} : chaque ligne est {}. Donnez un fichier avec au moins deux classes.",
  "Cannot train with this machine's WebAssembly: its {} for a known network is {} and should be {}. Train on another machine, or with --architecture linear.":
    "Impossible d’entraîner avec le WebAssembly de cette machine : sa valeur « {} » pour un réseau connu est {} et devrait être {}. Entraînez sur une autre machine, ou avec --architecture linear.",
  "slope of {}": "pente de {}",
  "Cannot train on {}: {} usable rows are too few. Give more rows, or a larger SAMPLE_FRACTION.":
    "Impossible d’entraîner sur {} : {} lignes utilisables sont trop peu. Donnez plus de lignes, ou un SAMPLE_FRACTION plus grand.",
  "Cannot train on {}: every row is {}. Give a file with labels 0 and 4.":
    "Impossible d’entraîner sur {} : chaque ligne est {}. Donnez un fichier avec les étiquettes 0 et 4.",
  "Cannot train on {}: it has too few {} to learn from some and measure on others. Give more of them.":
    "Impossible d’entraîner sur {} : il a trop peu de {} pour apprendre des unes et mesurer sur les autres. Donnez-en plus.",
  "positive rows ({})": "lignes positives ({})",
  "negative rows ({})": "lignes négatives ({})",
  positive: "positif",
  neutral: "neutre",
  negative: "négatif",
  "Cannot learn neutral from {}: it has too few {} rows. Give a --labelled file with all three classes.":
    "Impossible d’apprendre le neutre de {} : il a trop peu de lignes de la classe {}. Donnez un fichier --labelled avec les trois classes.",
  "Cannot learn from {}: it has {} {} rows, and {} of each class are the least. Give a --labelled file with all three classes.":
    "Impossible d’apprendre de {} : il a {} lignes de la classe {}, et il en faut au moins {} de chaque. Donnez un fichier --labelled avec les trois classes.",
};
