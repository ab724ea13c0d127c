import { inflected } from "./inflected.ts";

/** Portuguese words that name people by who they are. */
export const PEOPLE_PT: readonly string[] = [
  ...inflected(["o", "a", "os", "as"], [
    "american mexican african asiátic asiatic indian britânic suíç suec italian austríac norueguês polac tchec eslovac húngar",
    "romen búlgar greg turc russ ucranian sérvi bósni geórgic armêni arméni afegã coreân corean filipin indonési tibetan síri",
    "líbi egípci queni nigerian angolan moçambican cubano colombian peruan argentin chilen venezuelan equatorian bolivian",
    "paraguai uruguai cuban haitian jamaican dominican australian latin hispânic cigan curd eslav basc palestin sul-american",
    "sulafrican norte-american afroamerican afro estrangeir exilad indígen indíg mulat mestiç judi católic islâmic muçulman",
    "ortodox pagã agnóstic agnostic religios laic evangélic negr branc pret moren pard masculin feminin afeminad surd ceg mud",
    "inválid autist paralític tetraplégic paraplégic amputad disléxic epilétic epiléptic diabétic esquizofrênic gord magr alt",
    "baix delgad obes calv ruiv loir castanh barbud tatuad grávid musculos ric endinheirad desempregad abastad mendig",
    "aposentad reformad analfabet cult viúv divorciad solteir milionári bilionári urban velh idos adult menin moç garot",
    "seropositiv soropositiv anorétic anoréxic bulímic asmátic hemofílic lepros desdentad enrugad robust fornid grisalh",
    "pelud bigotud atarracad camponês operári prisioneir faxineir jornaleir órfã adotad casad noiv poliamoros",
    "arromântic tártar gambian chechen macedôni macedóni esloven lituan estonian mineir gaúch baian alentejan açorian caboverdian",
    "transexuad intersexuad gai sapatã refugiad",
  ]),
  ...inflected(["", "s", "es", "a", "as"], [
    "europeu inglês irlandês francês alemão espanhol português holandês dinamarquês finlandês japonês libanês senegalês",
    "congolês marroquino iraniano iraquiano israelita israelense paquistanês saudita sudanês vietnamita tailandês catalão",
    "belga croata árabe cristão judeu hindu budista ateu sikh mórmon protestante sunita xiita sionista gay lésbica lésbico",
    "heterossexual homossexual bissexual queer assexual pansexual trans transexual transgênero transgénero cisgênero cis",
    "intersexo binário mulher homem hétero lgbt feminista autista bipolar deficiente deficiência neurodivergente pobre rico",
    "indigente imigrante migrante emigrante retirante jovem adolescente pensionista octogenário rural brasileiro brasileira",
    "canadense canadiano canadiana estadunidense escocês galês suíço chinês chinesa afrodescendente indígena favelado",
    "cadeirante canhoto destro laociano timorense guarani albino anão",
    "camponesa camponeses aristocrata burguês estagiário gago gagos gagas zarolho maneta celíaco viado paneleiro travesti descrente maltês omanense",
    "cipriota luxemburguês cazaque uzbeque birmanês mongol letão guineense timorense laosiano santomense goês lisboeta portuense",
    "madeirense paraense cearense órfão órfãos",
    "nordestino nordestina paulista carioca",
  ]),
  ...("alemã alemães alemãs cristã cristãos cristãs judia judias homens mulheres jovens europeia europeias ateia inglesa francesa " +
    "francesas ingleses franceses espanhola espanhóis portuguesa portuguesas holandesa dinamarquesa japonesa japoneses chineses " +
    "irlandesa homossexuais heterossexuais bissexuais transexuais gays lésbicas islã islão judaísmo cristianismo catalã afegão " +
    "afegãos afegãs afegã hindus imigrantes muçulmanos favelada favelados surdos cegos").split(" "),
];
