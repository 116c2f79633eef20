"""Swahili, and Malay and Indonesian words of charts of accounts, and what they say in English: tables to read and to extend.

A line is `English words: foreign words`, written as in germanic.py.
"""

SWAHILI = """
stock goods: bidhaa stoo
loss: hasara
stock losses: hasara_ya_bidhaa hasara_za_bidhaa
theft: wizi hasara_ya_wizi
fire: ~moto
flood: mafuriko maji
storm: dhoruba
damage: zilizoharibika kuharibika uharibifu kilichoharibika zilizovunjika
breakage: kuvunjika
spoilage: zilizooza kuoza
expired goods: zilizopitwa_na_muda kuisha_muda zilizoisha_muda
shortage: upungufu pungufu
count: kuhesabu
write off: kufuta zilizofutwa
abnormal large: kubwa isiyo_ya_kawaida
cost of sales: gharama_ya_mauzo gharama_za_mauzo
purchases: manunuzi ununuzi
freight: usafiri usafirishaji
carrier: msafirishaji wasafirishaji
wages: mishahara mshahara
staff: wafanyakazi mfanyakazi ~chai
office: ofisi
supplies: vifaa
marketing: matangazo
samples: sampuli
cleaning: usafi
gifts: zawadi
donations: michango sadaka mchango harambee
insurance: bima
claims receivable: madai
suppliers: wasambazaji msambazaji wauzaji
customers debtors: wadaiwa
bad debts: madeni_mabaya
other liabilities: madeni_mengine
repay: kurudisha marejesho
owner drawings: matumizi_binafsi
owner: mmiliki
bank: benki
cash: taslimu
food: vyakula chakula unga
drinks: vinywaji kinywaji
soap cleaning: sabuni
clothing: nguo sare
shoes: viatu
books: vitabu
medicines: dawa
feed: chakula_cha_mifugo
seed: mbegu
fertilizer: mbolea
"""

MALAY = """
stock: stok persediaan inventori
goods: barang barangan
loss: kerugian rugi
stock losses: kerugian_stok kerugian_persediaan
shrinkage: susut penyusutan_persediaan penyusutan_stok
shortage: kekurangan selisih
theft: kecurian pencurian
fire: kebakaran
flood: banjir
damage: rosak kerosakan rusak kerusakan
breakage: pecah
spoilage: busuk basi
expired goods: luput tamat_tempoh kadaluarsa kedaluwarsa
write off: hapus_kira penghapusan
obsolete: usang lapuk
abnormal: luar_biasa
cost of sales: kos_jualan harga_pokok_penjualan hpp
freight: ongkos_kirim pengangkutan
wages: gaji upah
staff: kakitangan karyawan
office: pejabat kantor
marketing: iklan pengiklanan
samples: sampel contoh
cleaning: pembersihan kebersihan
donations: derma sumbangan
insurance: insurans asuransi takaful
claims: tuntutan klaim
suppliers: pembekal pemasok
bad debts: hutang_lapuk piutang_tak_tertagih
other receivable: piutang_lain
owner drawings: ambilan prive
purchases: belian pembelian
credits: kredit
packaging: bekas pembungkus pembungkusan
accrued liabilities: akruan
payables: pemiutang
chicken meat: ayam daging
fish: ikan
vegetables: sayur sayuran
fruit: buah buahan
rice: beras
flour: tepung
spices: rempah
food: makanan
drinks: minuman
clothing: pakaian
medicines: ubat obat
"""
