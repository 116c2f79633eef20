"""Dutch, German, Afrikaans and Scandinavian words of charts of accounts, and what they say in English: tables to extend.

A line is `English words: foreign words`. "_" joins a phrase, "*" stands for any further letters: behind a word its endings,
before it what it is compounded with ("*schade" is in "waterschade"). "~" marks a word that English, or another of these
languages, has for something else: it is read only where the chart speaks the language.
"""

DUTCH = """
stock: voorraad* *voorraad*
goods: goederen handelsgoederen koopwaar
finished goods: gereed_product eindproduct*
raw materials: grondstof*
work in progress: onderhanden_werk halffabrica*
loss: verlies verliezen *verlies *verliezen
stock losses: voorraadverlies*
shrinkage: derving* *derving
shortage: tekort* manko* *tekorten
differences: verschil* *verschillen
count: ~telling* inventarisatie*
adjustment: correctie* *correcties
damage: schade* beschadig* *schade
breakage: breuk* *breuk
spoilage: bederf* bedorven uitval rotting
expired goods: over_datum verlopen houdbaarheid* thtverlies tht
write off: afboek* uitboek*
write down: afwaardering* waardevermindering*
obsolete slow stock: incourant* verouder* winkeldochter*
reserve: voorziening*
theft: diefstal* *diefstal gestolen
burglary: inbraak* inbrak*
fire: ~brand brandschade ~brand*
flood: overstroming* waterschade ~water
storm: stormschade noodweer
casualty: calamiteit* ~ramp*
recall: terugroep*
production waste: productie_uitval productieverlies* *snijverlies
abnormal: bijzonder* buitengewo* uitzonderlijk* abnormale abnormaal
cost of sales: kostprijs* inkoopwaarde*
purchases: inkopen inkoop
freight: vracht* inkoopvracht *vracht vervoer*
carrier: vervoerder* transporteur*
staff: personeel* kantine* medewerker*
wages: lonen loon loonkosten salaris*
uniforms: bedrijfskleding werkkleding
training: opleiding* scholing*
samples: ~monsters ~monster proefmonster*
tasting: proeverij*
marketing: reclame* promotie*
office: kantoor* *kantoorartikelen
supplies own use: eigen_verbruik verbruiksartikel* materialen
cleaning: schoonmaak*
gifts: relatiegeschenk* geschenk*
donations: giften ~gift donatie* sponsoring* goede_doelen
insurance: verzekering* *verzekering
premium: premie premies
claims: schadeclaim*
receivable: te_vorderen te_ontvangen vordering*
suppliers: leverancier* kwekers
credit notes: creditnota*
customers debtors: debiteuren klanten
doubtful debtors: dubieuze_debiteuren dubieuz*
prepaid: vooruitbetaal*
waste disposal: afval* afvoer*
depreciation: afschrijving*
rent: huur*
energy utilities: energie*
repair maintenance: onderhoud* reparatie*
director account: directie* rekening_courant r_c dga
owner drawings: prive_opname* privé*
owner: eigenaar*
other liabilities: overige_schulden
repay: terug_te_betalen terugbetal*
tax: btw belasting*
wages payable: loonheffing*
other: overig* diverse*
fixed assets: activa
cash: kassa ~kas
food: voeding* levensmiddel* kruidenier*
drinks: dranken ~drank
wine: wijn wijnen *wijnen
beer: bier*
dairy: zuivel* kaas*
meat: vlees*
fish: ~vis visch
produce: groente*
bread: brood* bakkerij*
clothing: kleding*
shoes: schoenen
toys: speelgoed*
books: boeken
tools: gereedschap*
timber: hout* plaatmateria*
paint: verf verfwaren
plumbing: sanitair*
plants: planten ~plant
flowers: bloem*
garden: tuinartikel* tuin*
animals: dieren
feed: voer
medicines: medicijn* geneesmiddel*
furniture: meubel*
packaging: verpakking*
spare parts: onderdelen
tyres: banden
bicycles: fietsen fiets*
"""

GERMAN = """
stock: bestand bestande vorrat* warenbestand ~lager lagerbestand* vorrate
goods: waren ~ware handelswaren
finished goods: fertigerzeugnis* fertigware*
raw materials: rohstoff* hilfsstoff*
work in progress: unfertige_erzeugnis* halbfabrikat*
loss: verlust* *verlust *verluste
stock losses: warenverlust* bestandsverlust* lagerverlust* inventurverlust*
shrinkage: schwund* *schwund
shortage: minus_inventur inventurminus* fehlmenge* fehlbestand* manko*
differences: differenz* *differenz *differenzen
count: inventur*
adjustment: korrektur* bestandskorrektur* berichtigung
damage: beschadig* schaden* schad* *schaden
breakage: bruch bruchschad* glasbruch
spoilage: verderb* verdorben*
expired goods: mhd abgelaufen* verfallen* haltbarkeit* verfall
write off: ausbuchung* abschreibung_vorrate warenabschreibung* bestandsabschreib*
write down: abwertung* wertminderung* warenabwertung* teilwertabschreib*
obsolete slow stock: ladenhuter* veraltet* uberaltert*
allowance against stock: wertberichtigung_vorrat* wertberichtigung_waren* wertberichtigung_lager wertberichtigung*
reserve: ruckstellung*
theft: diebstahl* *diebstahl gestohlen* entwendung*
burglary: einbruch*
fire: ~brand brandschad* feuer* brandfall ~brand*
flood: hochwasser* uberschwemmung* wasserschad* ~wasser
storm: sturm* unwetter* hagel*
casualty: elementarschad* katastrophe* hohere_gewalt
recall: ruckruf*
scrap rejects: makulatur* fehldruck* ausschuss* verschnitt* schrott* fehlproduktion* fehlcharge*
abnormal: aussergewohn* ausserordent* aussergewo* ungewohnlich* sonderverlust*
cost of sales: wareneinsatz* umsatzkosten wareneingang* materialaufwand herstellungskosten
purchases: einkauf* wareneinkauf*
freight: bezugsnebenkosten fracht* transportkosten
carrier: spediteur* spedition* transporteur* frachtfuhrer*
staff: ~personal personalkosten personalessen personalverpflegung personalaufwand* mitarbeiter* freiwillige_soziale*
    sozialaufwand* betriebsfeier* sozialleistung*
wages: lohn* gehalt* gehalter
uniforms: arbeitskleidung berufskleidung dienstkleidung
training: fortbildung* schulung* ausbildung*
samples: ~muster warenprobe* proben ~probe gratismuster
tasting: verkostung* weinprobe*
marketing: werbung* werbekosten werbe* reklame*
stationery: burowaren burobedarf buroartikel*
office: buro* geschaftsausgaben buromaterial*
supplies own use: eigenverbrauch betriebsbedarf* betriebsstoff* verbrauchsmaterial*
cleaning: reinigung* putz*
gifts: geschenk* bewirtung*
donations: spende* zuwendung*
insurance: versicherung* *versicherung
premium: versicherungspramie* beitrage
claims refunds: erstattung* versicherungserstattung* entschadigung* schadenersatz* ~regress
receivable: forderung* zu_erhalten*
suppliers: lieferant* debitorische_kreditoren
credit notes: gutschrift* lieferantengutschrift*
bad debts: forderungsverlust* forderungsausfall* zweifelhafte_forderung* delkredere
prepaid: anzahlung* rechnungsabgrenzung
waste disposal: entsorgung* abfall* mullabfuhr mullentsorgung
depreciation: afa abschreibung* abschreibungen
rent: miete* pacht*
energy utilities: strom energie* heizung* wasserkosten
repair maintenance: reparatur* instandhaltung* wartung*
owner drawings: privatentnahme* entnahme* privat privatverbrauch unentgeltliche_wertabgabe*
director partner: gesellschafter* geschaftsfuhrer* inhaber*
loan: darlehen*
other liabilities: sonstige_verbindlichkeit*
repay: ruckzahlung* zuruckzuzahl*
tax: vorsteuer umsatzsteuer* mwst steuer*
other: sonstig* ubrige* verschiedene*
fixed assets: anlagevermogen anlagenabgang* anlagenverkauf*
cash: kasse ~kassen
food: lebensmittel* nahrung* kuche*
drinks: getrank*
nonalcoholic: alkoholfrei*
wine: wein weine sekt
beer: bier biere fassbier
spirits: spirituosen schnaps
dairy: molkerei* kase milchprodukt*
meat: fleisch* wurst*
fish: fisch*
produce: obst gemuse
bread: brot brote brotwaren backwaren*
clothing: bekleidung textilien kleidung
shoes: schuhe
toys: spielwaren spielzeug*
books: bucher
stationery: schreibwaren
paper: papier*
insurance claims: versicherungsersatz* versicherungsleistung*
account: verrechnungskonto*
obsolete old lines: alte_sortiment* altware* auslaufware* auslaufartikel* restposten*
flowers: blumen*
tools: werkzeug*
timber: holz*
paint: farben lacke lackfarben
plumbing: sanitar sanitarbedarf
plants: pflanzen
animals: tiere
feed: futter*
medicines: arznei* medikament*
furniture: mobel
jewellery: schmuck
cosmetics: kosmetik
packaging: verpackung* leergut
spare parts: ersatzteil*
tyres: reifen
bicycles: fahrrad*
"""

AFRIKAANS = """
stock: voorraad* *voorraad
loss: verlies* *verliese *verlies
stock losses: voorraadverlies*
shortage: tekort* *tekorte *tekort
differences: verskil* *verskille
count: voorraadopname* ~telling*
adjustment: aanpassing* regstelling*
damage: skade* beskadig* *skade
breakage: breekskade breek* *breuke
spoilage: bederf* vrot bederfde
expired goods: verval* verstreke*
write off: afskrywing_van_voorraad voorraadafskrywing*
write down: afwaardering*
obsolete slow stock: verouderde stadig*
reserve: voorsiening*
theft: diefstal* veediefstal gesteel*
burglary: inbraak* inbrake
fire: ~brand brandskade ~brand*
flood: vloed* waterskade
storm: stormskade hael*
casualty: ~ramp* noodramp*
abnormal: abnormale abnormaal buitengewo* ongewo*
cost of sales: koste_van_verkope
freight: vrag*
carrier: vervoerder* karweier*
staff: personeel* werknemer* verversings
wages: salaris* ~lone
samples: ~monsters
marketing: bemarking* advertensie* reklame*
office stationery: kantoor* skryfbehoefte*
supplies: voorrade_gebruik verbruik*
cleaning: skoonmaak*
gifts: geskenk*
donations: skenking* donasie*
insurance: versekering*
claims: eise *eise
receivable: ontvangbaar verskuldig
suppliers: verskaffer*
credits: krediete *krediete
debtors: debiteure
bad debts: slegte_skuld* oninbare*
prepaid: vooruitbetal*
other creditors: diverse_krediteure
repay: terugbetaal* terug_te_betaal
owner drawings: onttrekking*
director: direkteur*
loan: lening*
tax: btw
rent: huur
feed: veevoer* voer
seed: saad
fertilizer: kunsmis
fencing: omheining*
tools: gereedskap*
vet medicines: veearts* veemiddel* veeartsmiddel*
food: ~kos kruideniers*
meat: vleis*
clothing: klere
"""

SCANDINAVIAN = """
stock: varelager* varulager* varebeholdning* lagerbeholdning* varubestand* ~lager
goods: varor varer ~gods
stock losses: lagerforlust* varetab varetap varesvind* lagersvinn* forlust_varor
loss: forlust* ~tap ~tab
shrinkage: svinn* svind* *svinn *svind
count: inventering* varetelling* optaelling*
differences: differens* inventeringsdifferens*
damage: skadat skadad* skadade *skador *skade skador skader beskadiget* odelagt*
breakage: krossat krossade trasiga brekkasje* brud knust
spoilage: fordervet fordarvad* kassation* kassasjon* kasserad* kassert*
expired goods: utgangna_datum utgatt_datum holdbarhed* udlobet* utgatt
obsolete slow stock: inkurans* ukurans* ukurant* utgaende_modeller utgaende_sortiment*
write down: nedskrivning* nedskriving*
allowance against stock: inkuransavdrag* ukuransnedskriv* inkuransreserv*
abnormal: extraordinart extraordinara ekstraordinaer* ekstraordinar* onormal* unormal*
theft: stold stolder tyveri* ~tjuveri
burglary: inbrott* indbrud* innbrudd*
fire: ~brand ~brand* brandskad* brann brannskade*
flood: vattenskad* vannskade* vandskade* oversvamning* oversvommelse*
storm: stormskad*
cost of sales: varekostnad* vareforbrug* varukostnad* kostnad_salda_varor vareomkostning*
purchases: inkop innkjop indkob varekjop varekob
freight: frakt* fragt* inforsel*
carrier: transportor* speditor* fraktforare*
staff: personal_kostnad* personalkostnad* personalekostnad* personaleomkostning* fika velferd velfaerd
wages: loner lonn lonninger lonekostnad*
office: kontor*
marketing: reklam reklame markedsforing* marknadsforing*
samples: varuprov* vareprover prover
cleaning: stadning* rengjoring* rengoring* renhold*
gifts donations: gavor gaver
insurance claims: forsakringsersattning* forsikringsoppgjor* forsikringserstatning*
insurance: forsakring* forsikring*
receivable: fordran fordringar tilgodehavende* fordring
suppliers: leverantor* leverandor*
payables: leverantorsskulder
other liabilities: ovriga_kortfristiga_skulder ovriga_skulder annen_kortsiktig_gjeld anden_gaeld
owner drawings: eget_uttag egna_uttag privatuttak* privatforbrug*
furniture: mobler mobel
lamps: lampor lamper
tools: verktyg* verktoy* vaerktoj*
clothing: klader klaer
food: livsmedel* matvarer fodevarer
drinks: drycker drikkevarer
paint: farg maling
timber: virke tommer trelast*
plants: vaxter ~planter
books: bocker boker
toys: leksaker leker legetoj
"""
