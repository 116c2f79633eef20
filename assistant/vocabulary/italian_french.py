"""Italian and French words of charts of accounts, and what they say in English: tables to read and to extend.

A line is `English words: foreign words`, written as in germanic.py.
"""

ITALIAN = """
stock: magazzino rimanenze giacenz* scorte
goods: merce merci
raw materials: materie_prime materia_prima
loss: perdita perdite
stock losses: perdite_di_magazzino perdita_di_magazzino perdite_su_merci
shrinkage: ammanc* cali ~calo
shortage: mancanz*
differences: differenze
adjustment: rettific*
damage: danneggia* danni danno avari*
breakage: rottur* rotto rotti
spoilage: deteriorata deteriorate deteriorato deteriorati avariat* deperi*
expired goods: scadut* scadenza
write off: stralcio* eliminazione_merc*
write down: svalutazion* deprezzament*
allowance against stock: fondo_svalutazione_magazzino fondo_svalutazione_rimanenze fondo_deprezzamento fondo_obsolescenza*
    fondo_svalutazione_scorte fondo_svalutazione_merc*
obsolete slow stock: obsoleti obsoleto obsoleta desuets obsolescenza lenta_rotazione fuori_moda
reserve: fondo accantonament*
theft: furto furti rapin*
burglary: scasso effrazion*
fire: incendi*
flood: alluvion* allagament* danni_da_acqua
storm: tempesta tempeste grandin* maltempo
casualty: sinistr* calamita terremot*
recall: richiamo richiami
scrap: scarti ~scarto sfrid*
abnormal: straordinari* eccezional* anomale anomali
cost of sales: costo_del_venduto costo_merci costi_del_venduto
purchases: acquist*
freight: trasport*
carrier: corrier* vettor* spedizionier*
staff: personale dipendent* mensa
wages: stipend* salari
uniforms: divise abiti_da_lavoro
samples: campion*
gifts: omaggi* regali
tasting: degustazion*
marketing: pubblicit* promozion*
office stationery: cancelleria ufficio
supplies: materiale_di_consumo autoconsumo
cleaning: pulizi*
donations: beneficenza donazion* liberalit* erogazioni
insurance: assicuraz* risarciment* indennizz*
claims receivable: crediti_verso ~crediti
receivable: da_ricevere da_incassare
suppliers: fornitor*
credit notes: note_di_credito nota_di_credito note_credito
bad debts: perdite_su_crediti crediti_inesigibili svalutazione_crediti
customers: clienti
waste disposal: rifiuti smaltiment*
depreciation: ammortament*
rent: affitt* canoni
repair maintenance: manutenzion* riparazion*
owner drawings: preliev*
owner: titolare titolari soci ~socio
loan: finanziament*
other creditors: debiti_diversi altri_debiti
repay: da_restituire rimbors*
tax: iva impost*
other: altri altre diversi
cash: cassa
food: alimentar* gastronomia
drinks: bevand*
wine: vino vini
beer: birra birre
spirits: liquori distillati
dairy cheese: formagg* latticin*
meat salami: salum* carne carni
fish: pesce
produce: frutta verdur*
bread: ~pane panetteria
preserves: ~conserve
oil: olio
clothing: abbigliament*
shoes: calzatur* scarpe
toys: giocattol*
books: libri
tools: utensili attrezz*
timber: legnam* legno
paint: vernici
flowers: fiori
plants: piante
packaging: imballagg* confezion*
medicines: farmac* medicinal*
furniture: mobili
spare parts: ricambi*
"""

FRENCH = """
goods: marchandise* produits
finished goods: produits_finis
raw materials: matieres_premieres matiere_premiere
loss: perte pertes
stock losses: pertes_sur_stock* perte_sur_stock* pertes_de_stock* perte_de_marchandise* pertes_sur_marchandise*
shrinkage: demarque* coulage
shortage: manquant*
differences: ecart ecarts
count: inventaire_physique comptage*
adjustment: ajustement* regularisation*
damage: abime* endommag* deterioration* avarie*
breakage: ~casse bris
spoilage: avarie* ~gate ~gates pourri*
expired goods: perime perimes perimee perimees peremption* dlc
write off: mise_au_rebut mises_au_rebut radiation* sortie_de_stock
write down: ~depreciation* demarque_connue
allowance against stock: correction_de_valeur* depreciation_des_stocks depreciations_des_stocks provision_pour_depreciation*
    provision_pour_desuetude
obsolete slow stock: demode* fin_de_serie fins_de_serie rotation_lente desuet* obsoleti obsoleto obsoleta desuets invendu*
theft: ~vol vols ~vol
burglary: cambriolage* effraction*
fire: incendie*
flood: inondation* degat_des_eaux degats_des_eaux
storm: tempete* orage* grele
casualty: sinistre* catastrophe*
recall: rappel_de_produit* rappels_de_produit*
scrap: rebut rebuts chutes
abnormal: exceptionnel exceptionnels exceptionnelle exceptionnelles anormal* anormaux extraordinaire extraordinaires
cost of sales purchases: achats_de_marchandise* cout_des_ventes cout_des_marchandises cout_d_achat*
purchases: achat achats
freight: frais_de_port frais_accessoires frais_de_transport
carrier: transporteur*
staff: personnel cantine repas
wages: salaire* remuneration*
uniforms: vetements_de_travail tenues
training: ~formation*
samples: echantillon*
tasting: degustation*
marketing: publicite*
office: fournitures_administratives fournitures_de_bureau ~bureau
supplies: fourniture* petit_equipement consommable*
cleaning: nettoyage* entretien
gifts: cadeau*
donations: ~don dons mecenat
insurance: assurance* indemnite*
premium: primes_d_assurance prime_d_assurance
receivable: a_recevoir
claims: litige* reclamation*
suppliers: fournisseur*
credit notes: avoir avoirs
bad debts: creances_irrecouvrables creances_douteuses
customers: clients
waste disposal: dechet* ordures
depreciation of assets: amortissement*
rent: loyer*
owner account: compte_courant_d_associe compte_courant_associe* associe* compte_de_l_exploitant exploitant
owner drawings: prelevement*
accrued liabilities: charges_a_payer
other creditors: crediteurs_divers autres_dettes
repay: a_rembourser remboursement*
tax: tva taxe
other: autre* divers
fixed assets: immobilisation* actifs_cedes
cash: ~caisse
food groceries: epicerie* alimentation* alimentaire*
drinks: boisson*
wine: vin vins champagne*
beer: biere bieres
spirits: spiritueux
dairy cheese: cremerie* fromage*
meat: viande* boucherie*
fish: poisson poissons
produce: fruits legumes primeurs
bread: boulangerie*
clothing: vetement*
shoes: chaussure*
toys: jouet*
books: livre livres
stationery: papeterie
tools: outillage* outils
timber: bois
paint: peinture*
flowers: fleur fleurs
plants: plantes
packaging: emballage* coffret*
medicines: medicament*
furniture: meuble*
spare parts: pieces_detachees
tyres: pneus
"""
