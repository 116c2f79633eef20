"""Spanish and Portuguese words of charts of accounts, and what they say in English: tables to read and to extend.

A line is `English words: foreign words`, written as in germanic.py.
"""

SPANISH = """
stock: inventario* existencia* almacen*
goods: mercancia* mercaderia* producto productos
finished goods: productos_terminados
raw materials: materia_prima materias_primas
work in progress: produccion_en_proceso productos_en_proceso
loss: perdida perdidas ~perdida*
stock losses: perdida_de_inventario perdidas_de_inventario perdida_de_mercancia* perdida_por_inventario*
shrinkage: merma mermas
waste: desperdicio* desmedro*
shortage: faltante*
differences: diferencia*
count: recuento* conteo*
adjustment: ajuste*
damage: danad* dano danos averia* maltratad*
breakage: rotura* roto rotos quebra_dos
spoilage: descompuest* deteriorado deteriorada deteriorados deterioradas podrid* echado_a_perder
expired goods: caducad* vencid* caducidad
write off: baja_de_inventario bajas_de_inventario castigo_de_inventario* dado_de_baja baja_de_existencia*
write down: rebaja* desvaloriz* deterioro_de_valor*
obsolete slow stock: obsoleto obsoletos obsoleta obsoletas obsolescencia* lento_movimiento descontinuad*
allowance against stock: estimacion_por_obsolescencia estimacion_de_inventario* reserva_de_inventario* provision_de_inventario*
    estimacion_para_inventario*
reserve: reserva* estimacion*
theft: robo robos hurto*
burglary: asalto*
fire: incendio*
flood: inundacion*
storm: tormenta* huracan* granizo*
casualty: siniestro* desastre* fuerza_mayor terremoto*
recall: retiro_de_producto* retirada*
scrap: desecho* chatarra reproceso reprocesos
abnormal: extraordinario extraordinaria extraordinarios extraordinarias anormal* excepcional excepcionales
cost of sales: costo_de_venta* coste_de_venta* costo_de_lo_vendido costo_mercancia*
purchases: compra compras
freight: flete* portes acarreo*
carrier: transportista* paqueteria* fletera*
staff: ~personal empleado* trabajador* comedor
wages: sueldo* salario* nomina nominas jornal*
uniforms: uniforme*
training: capacitacion* formacion
samples: muestra* degustacion*
marketing: publicidad* promocion* propaganda*
office stationery: oficina* papeleria*
supplies: insumo* materiales_de_consumo consumo_propio autoconsumo
cleaning: limpieza* aseo
gifts: regalo* obsequio* cortesia*
donations: donativo* donacion* beneficencia caridad
insurance: seguro seguros aseguradora* indemnizacion*
premium: primas_de_seguro*
claims: reclamacion* reclamo*
receivable: por_cobrar por_recibir
suppliers: proveedor*
credit notes: nota_de_credito notas_de_credito
customers: clientes
sundry debtors other receivable: deudores_diversos deudores_varios
bad debts: incobrable* cuentas_malas deudores_morosos
advances: anticipo*
waste disposal: basura* recoleccion* residuo*
depreciation: depreciacion* amortizacion*
rent: renta arrendamiento* alquiler*
electricity utilities: luz electricidad
repair maintenance: mantenimiento* reparacion*
owner drawings: retiro_de_socio* retiros_del_socio retiros_de_socio* retiros_del_propietario retiro*
owner partner: socio socios propietario* dueno*
loan: prestamo*
other creditors: acreedores_diversos acreedores_varios
repay: por_reembolsar reembolso* por_devolver
tax: iva impuesto*
other: otros ~otro varios diversos
fixed assets: activo_fijo activos_fijos
cash: caja
food: abarrote* alimento* comida
drinks: bebida*
wine: vino vinos
beer: cerveza*
spirits: licor licores
dairy: lacteo* queso*
meat: carne carnes
fish: pescado* marisco*
produce: fruta* verdura*
bread: panaderia*
clothing: ropa prendas
shoes: zapato* calzado*
toys: juguete*
books: libro libros
tools: herramienta*
hardware fixings: ferreteria*
timber: madera*
paint: pintura*
plumbing: plomeria* fontaneria*
electrical: electrico electricos
plants: planta plantas
medicines: medicamento* farmac*
furniture: mueble*
packaging: empaque* envase*
spare parts: refaccion* repuesto*
tyres: llanta* neumatico*
"""

PORTUGUESE = """
stock: inventario* estoque* existencia*
goods: mercadoria* produto produtos
raw materials: materia_prima materias_primas
loss: perda perdas
stock losses: perda_de_estoque perdas_de_estoque perdas_em_inventario* perda_em_inventario*
breakage: quebra quebras
shortage: falta faltas
differences: diferenca*
count: contagem*
adjustment: ajuste* acerto*
damage: danificad* avaria* dano danos derrame*
spoilage: estragad* deteriorado deteriorada deteriorados deterioradas podre
expired goods: fora_de_prazo prazo_vencido vencid* fora_de_validade validade
write off: abate* baixa_de_estoque baixas_de_estoque
write down: desvaloriz* reducao_ao_valor
allowance against stock: imparidade_em_inventario* perdas_por_imparidade_em_inventario* provisao_para_perda*
obsolete slow stock: obsoleto obsoletos obsoleta obsoletas monos baixa_rotacao descontinuad*
reserve: provisao* provisoes
theft: furto* roubo*
burglary: arromba* assalto*
fire: incendio*
flood: inundacao* alagamento* enchente*
storm: tempestade* temporal*
casualty: sinistro* calamidade*
recall: recolhimento*
production waste: perdas_de_producao refugo*
abnormal: anorma* extraordinario extraordinaria extraordinarios extraordinarias excepciona* excecion*
cost of sales: custo_das_mercadorias custo_das_vendas custo_dos_produtos cmv cmvmc custo_de_venda*
purchases: compra compras
freight: transportes_de_compra* frete*
carrier: transportador* transportadora*
staff: pessoal funcionario* refeic* refeito*
wages: remunerac* ordenado* salario*
uniforms: fardamento* uniforme*
training: formacao treinamento*
samples: amostra* degustac* prova
marketing: publicidade* propaganda*
office: escritorio*
supplies: material_de_consumo consumo_proprio
cleaning: limpeza*
gifts: oferta* brinde*
donations: donativo* doacao doacoes
insurance: seguro seguros seguradora* indemniz* indeniz*
claims: reclamac*
receivable: a_receber
suppliers: fornecedor*
credit notes: nota_de_credito notas_de_credito
bad debts: incobrave* dividas_incobraveis
advances: adiantamento*
waste disposal: residuo* lixo*
depreciation: depreciac* amortizac*
rent: renda aluguel* aluguer*
repair maintenance: conservac* reparac* manutenc*
owner partner account: socio socios conta_corrente
owner drawings: retirada_do_socio retiradas levantamento*
loan: emprestimo*
other creditors: outros_credores credores_diversos
repay: a_devolver reembolso* a_reembolsar
tax: iva imposto*
other: outro outros outras diversos
fixed assets: ativos_fixos imobilizado*
cash: ~caixa
food groceries: mercearia* alimenta* alimento*
drinks: bebida*
wine: vinho*
beer: cerveja*
dairy: laticinio* queijo*
meat: carne carnes talho
fish: peixe* pescado*
produce: fruta* legume*
bread: padaria* pao
flour: farinha*
yeast: fermento*
clothing: vestuario* roupa*
shoes: calcado* sapato*
toys: brinquedo*
books: livro livros
tools: ferramenta*
timber: madeira*
paint: tinta tintas
plants: planta plantas
packaging: embalage*
medicines: medicamento*
furniture: movel moveis
spare parts: pecas
tyres: pneu pneus
"""
