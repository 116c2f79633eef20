"""Families of goods, and the words that shops, books and shelves use for them: a table to read and to extend, nothing else.

A line is `family < wider family: words`. A phrase is joined by "_" and comes before its words ("motor_oil" is no cooking oil); a
word may stand in several families. Singular and plural, accents and capitals make no difference.
"""

FAMILIES = """
food: food grocery provisions edible foodstuff comestible canteen cafe cafeteria kitchen deli delicatessen farm_shop tuck
dairy < food: dairy milk butter cream cheese yogurt yoghurt creamery brie cheddar mozzarella camembert feta parmesan gouda
    paneer ghee curd custard buttermilk margarine egg oat_milk oat_drink soya_milk soy_milk almond_milk creamer whey
meat < food: meat butchery butcher poultry beef pork lamb chicken turkey duck sausage bacon ham steak mince ribeye sirloin
    brisket salami charcuterie cold_cut biltong burger_patty chop fillet veal venison mutton chorizo prosciutto pastrami salumi
    rib wing thigh
seafood < food: seafood fish_fillet fish salmon tuna_steak cod haddock shrimp prawn crab lobster oyster mussel clam scallop
    squid calamari mackerel trout snapper tilapia smoked_salmon
produce < food: produce fruit vegetable veg greengrocery salad lettuce tomato avocado onion potato carrot cabbage spinach kale
    banana apple orange lemon lime mango pineapple berry strawberry blueberry raspberry grape melon pear peach herb mushroom
    cucumber sukuma broccoli squash cilantro celery garlic saskatoon
bakery < food: bakery bread pastry loaf bun croissant cake muffin bagel doughnut donut brownie scone flapjack pie tart biscuit
    cookie cracker baguette sourdough danish patisserie mandazi chapati naan tortilla panettone sponge_cake cupcake
baking_ingredients < food: ingredient baking flour sugar yeast baking_powder cocoa icing sprinkles vanilla raw_sugar filling
    dough shortening semolina cornflour
dry_goods < food: dry_good larder pantry cereal rice pasta bean lentil pulse grain noodle oat maize_meal quinoa couscous
    chickpea maize wheat barley muesli granola
tinned_food < food: tinned canned can_food tin_food tinned_food tuna soup baked_bean canned_tomato
condiments < food: condiment sauce oil cooking_oil olive_oil vinegar spice seasoning salt pepper mustard ketchup mayonnaise jam
    honey chutney relish pickle marmalade preserve spread paste peanut_butter maple_syrup pesto salsa curry_paste
frozen_food < food: frozen frozen_food ice_cream gelato ice_lolly frozen_dessert sorbet freezer
confectionery < food: confectionery sweet candy chocolate snack crisp chip_snack gum gummy toffee caramel marshmallow
    chocolate_bar popcorn lollipop pretzel jerky truffle fudge trail_bar energy_bar oat_bar granola_bar mithai nuts_and_dried
prepared_food < food: sandwich meal ready_meal panini toastie takeaway catering lunch_box sushi hot_food pizza burger kebab
    samosa
nutrition < food: nutrition supplement protein energy_gel energy_chew hydration_mix electrolyte vitamin sports_nutrition
    whey_protein
drinks: drink beverage bar_stock refreshment
soft_drinks < drinks: soft_drink soda cola juice mineral_water still_water sparkling_water bottled_water lemonade ginger_beer
    kombucha energy_drink tonic fountain_syrup soda_syrup nonalcoholic non_alcoholic alcohol_free cordial smoothie presse
    sport_drink iced_tea na_beverage
coffee_tea < drinks: coffee tea espresso latte cappuccino coffee_bean espresso_bean green_coffee decaf chai hot_chocolate
    drinking_chocolate coffee_syrup syrup matcha tea_bag cold_brew barista mocha flat_white
alcohol < drinks: alcohol liquor_store bottle_shop off_licence alcoholic
beer < alcohol: beer lager ale stout pilsner pils ipa cider keg_beer brewery porter weizen helles craft_beer shandy draught
    draft_beer
wine < alcohol: wine champagne prosecco cava sparkling_wine chardonnay merlot shiraz cabernet riesling pinot sauvignon malbec
    rioja barolo chianti rose rosé port_wine sherry bordeaux burgundy cellar magnum sancerre chablis tempranillo zinfandel
    vermouth moscato semillon grenache syrah nebbiolo amarone beaujolais tawny sekt
spirits < alcohol: spirit liquor whisky whiskey vodka gin rum tequila brandy cognac liqueur bourbon scotch mezcal schnapps
    bitters
tobacco: tobacco cigarette cigar vape e_liquid rolling_paper lighter
clothing: clothing clothes apparel garment wear fashion outfitting shirt tee trouser jean dress skirt blouse sweater jumper
    cardigan hoodie jacket coat vest fleece sock underwear lingerie pyjama suit blazer kurta sari saree jersey swimwear legging
    pullover polo_shirt denim nightwear menswear womenswear knitwear kidswear softgood soft_good onesie
uniforms < clothing: uniform workwear school_wear overall apron scrub coverall school_uniform tunic
footwear: footwear shoe boot sandal slipper trainer sneaker heel_shoe flip_flop wellington wellie
accessories: accessory tote_bag school_bag gym_bag sports_bag shoulder_bag laptop_bag beach_bag handbag purse wallet hat scarf
    sunglasses backpack luggage suitcase tote umbrella beanie rucksack glove
textiles: textile fabric cloth yarn thread button zip zipper elastic trim haberdashery sewing lining poplin voile linen_fabric
    cotton_fabric lace ribbon dye
jewellery: jewellery jewelry ring necklace bracelet earring pendant gold silver bangle brooch gem diamond gemstone watch bead
    charm
salon_supplies < cosmetics: back_bar colour color hair_dye hair_colour hair_color tint developer peroxide
cosmetics: cosmetic makeup make_up beauty lipstick mascara skincare skin_care perfume fragrance shampoo conditioner lotion
    moisturiser toiletry deodorant soap body_wash bath nail_polish sunscreen hair_care haircare lip_balm salon serum hair_dye
    toothpaste personal_care balm
medicines: medicine pharmaceutical pharma drug medication prescription otc over_the_counter antibiotic vaccine insulin
    painkiller analgesic paracetamol ibuprofen aspirin dispensary remedy cough_syrup antihistamine inhaler dispensing capsule
    amoxicillin ointment eye_drop infusion anaesthetic vial reagent ketamine saline
herbal_remedies < medicines: herbal ayurvedic homeopathic homoeopathic herbal_tonic
vet_medicines < medicines: veterinary vet flea wormer worming drench sheep_dip pour_on tick dewormer flea_drop flea_spot
    anthelmintic
medical_supplies: medical_supply consumable ppe bandage dressing gauze syringe needle mask nitrile_glove latex_glove
    surgical_glove first_aid test_strip swab catheter plaster wipe cannula sharps suture surgical sanitiser sanitizer respirator
    incontinence
medical_equipment: medical_equipment mobility wheelchair walker crutch rollator hoist blood_pressure_monitor oximeter
    thermometer nebuliser nebulizer stethoscope hearing_aid glucose_meter device medical_device orthopaedic brace diagnostic
optical: optical spectacle eyeglass contact_lens eyewear spectacle_frame
pets: pet
pet_food < pets: pet_food dog_food cat_food kibble bird_seed pet_treat dog_tin cat_tin puppy_food fish_flake dog_treat feeding
pet_supplies < pets: pet_supply dog_bed dog_lead leash collar dog_toy chew_toy cat_litter litter pet_toy kennel dog_collar
    cat_carrier pet_accessory
aquariums < pets: aquarium fish_tank vivarium terrarium cage hutch hamster_cage bird_cage aquatic aquatics
animals: animal livestock live_animal live_fish puppy kitten rabbit hamster goldfish tetra guppy budgie chick cattle calf sheep
    goat pig hen pullet guinea_pig parrot canary tortoise horse cow
animal_feed: feed animal_feed hay straw fodder silage dairy_meal layer_pellet layers_pellet chick_mash layers_mash pig_meal bran
    molasses cattle_feed stockfeed forage dairy_nut calf_starter horse_feed livestock_feed
flowers < plants: flower cut_flower bouquet rose tulip carnation lily chrysanthemum gerbera sunflower florist
plants: plant seedling tree shrub perennial bedding_plant pot_plant houseplant nursery cactus succulent orchid lavender fern
    geranium cyclamen tulip_bulb daffodil_bulb conifer hydrangea petunia greenery sapling poinsettia christmas_tree turf vine
    azalea camellia
seeds: seed bulb grass_seed maize_seed flower_seed seed_packet seed_potato
soils: soil compost potting mulch fertiliser fertilizer manure potting_mix potting_soil growing_medium bark peat plant_food lime
    tomato_feed ericaceous
agrochemicals: agrochemical pesticide herbicide fungicide insecticide weedkiller weed_killer slug_pellet crop_protection
garden: garden gardening outdoor_living patio lawn hose garden_hose planter watering_can wheelbarrow garden_pot terracotta_pot
    glazed_pot secateurs lawnmower mower rake spade shovel lopper barbecue bbq grill trellis gnome garden_tool garden_furniture
    hedge_trimmer
tools: tool power_tool hand_tool drill saw circular_saw hammer screwdriver wrench spanner chisel plier grinder sander
    tape_measure ladder toolbox drill_bit clamp trowel multitool
fasteners: fastener fixing screw nail bolt nut rivet anchor hinge bracket adhesive glue sealant caulk hook ironmongery silicone
hardware: hardware mooring_line dock_line rigging anchor_chain lock padlock key_blank rope wire fence fencing fence_post
    fence_dropper barbed_wire gate tarp mesh hinge
timber: timber lumber wood plywood board panel decking mdf plank beam sleeper_timber chipboard joinery moulding hardwood
    softwood pine oak veneer sheet_material
paint: paint primer varnish emulsion gloss_paint coating lacquer paintbrush thinner undercoat wood_stain decorating wallpaper
    gloss
plumbing: plumbing sanitary sanitaryware tap faucet basin sink toilet pipe pvc_pipe valve drainage drain_pipe bathroom shower
    boiler radiator cistern copper_pipe elbow_fitting heating
electrical: electrical wiring socket circuit_breaker conduit fuse light lighting lamp light_bulb led_bulb lantern headlamp torch
    flashlight extension_lead led
building_materials: building_material cement concrete brick aggregate gravel sand drywall plasterboard insulation roofing rebar
    mortar guttering render ballast masonry
flooring: flooring tile carpet laminate floor_tile grout rug lino wall_tile mosaic parquet underlay
electronics: electronic electronics gadget consumer_electronics tech hi_tech drone telescope
phones < electronics: phone mobile cellphone handset smartphone iphone sim cell_phone mobile_phone phone_case charger earphone
    earbud screen_protector power_bank phone_charger mobile_accessory
computers < electronics: computer laptop pc notebook_computer tablet_computer monitor keyboard mouse_computer printer ssd
    hard_drive memory_card usb hub webcam router graphics_card it_equipment peripheral toner ink_cartridge server motherboard
audio_video < electronics: tv television speaker headphone audio soundbar hifi camera projector microphone headset video
games < electronics: video_game console gaming game_console controller
cables < electronics: cable adapter usb_cable hdmi connector
batteries: battery accumulator power_cell car_battery aa_battery
appliances: appliance white_good fridge refrigerator washing_machine oven microwave toaster kettle blender mixer_grinder
    vacuum_cleaner dishwasher air_conditioner fan heater cooker hob food_processor mixer
furniture: furniture sofa couch chair table desk bed wardrobe mattress bookcase stool cabinet cupboard dresser armchair
    upholstery recliner ottoman coffee_table
furnishings: furnishing curtain cushion bedding duvet pillow towel linen blanket tablecloth blind upholstery_fabric bed_sheet
    quilt soft_furnishing tea_towel
kitchenware < homewares: kitchenware kitchen cookware crockery tableware plate bowl mug cup glass glassware dinner_set
    dinner_plate pan saucepan cutlery knife fork spoon ceramic pottery porcelain stoneware earthenware teapot jug decanter
    carafe wine_glass pressure_cooker utensil corkscrew bakeware chopping_board flask coffee_mug beer_glass china flatware vase
    bottle_opener tea_cup teacup cafetiere
candles < homewares: candle tealight wax_melt
homewares: homeware housewares gift souvenir vase picture_frame ornament decor home_decor clock mirror giftware incense diffuser
    photo_frame basket novelty knick_knack artwork poster trinket
seasonal < homewares: seasonal christmas easter halloween bauble tinsel christmas_decoration fairy_light wreath advent
    party_good balloon fireworks
packaging: packaging packing carton wrap bubble_wrap mailer label paper_bag carrier_bag poly_bag pouch cork gift_box gift_bag
    empty_bottle closure crown_cap shipping_supply bag box
disposables < packaging: disposable paper_cup cup lid takeaway_box takeout_box take_out napkin paper_plate plastic_cutlery
    paper_good foil clingfilm paper tissue paper_towel serviette takeout_container
cleaning: cleaning cleaner detergent bleach disinfectant mop broom janitorial chemical sponge laundry_detergent washing_powder
    degreaser household_cleaner soap_bar bar_soap household hygiene
stationery: stationery pen pencil notebook exercise_book envelope stapler folder diary calendar ruler crayon eraser highlighter
    office_supply greeting_card card notecard wrapping_paper printing_paper file_folder school_supply planner sticker
art_craft: art craft canvas easel clay craft_supply scrapbook model_kit watercolour hobby
books: book novel paperback hardback textbook dictionary atlas magazine newspaper publication bible comic cookbook picture_book
    board_book title map remainder
music: music instrument guitar piano drum violin sheet_music vinyl_record cd dvd amplifier ukulele
toys: toy game board_game puzzle jigsaw doll lego plush teddy playset action_figure building_block toy_car kite card_game play
    baby_toy soft_toy train_set dollhouse chess
baby: baby nappy diaper infant_formula pushchair stroller pram baby_food baby_wipe maternity
sports: baseball_glove ball_glove boxing_glove goalkeeper_glove sport sporting fitness football soccer tennis cricket_bat ball
    racket racquet bat gym golf ski yoga_mat kettlebell dumbbell baseball basketball skate skateboard surfboard fishing hockey
    paddle exercise_equipment skate_deck wetsuit swim rugby treadmill
camping: camping outdoor tent sleeping_bag hiking climbing camp trekking carabiner compass headtorch
cycles: bicycle bike cycle e_bike ebike mountain_bike road_bike kids_bike tricycle scooter
cycle_parts: inner_tube bike_part bike_component derailleur saddle handlebar pedal spoke bike_tyre bicycle_tire bike_chain
    cassette chain groupset helmet bike_light brake_cable bar_tape cycle_part component
auto_parts: auto_part car_part spare_part spare part automotive brake_pad brake rotor alternator starter_motor spark_plug
    oil_filter air_filter wiper headlight bumper exhaust clutch suspension shock_absorber strut gasket bearing serpentine_belt
    axle fuel_pump water_pump caliper motor_part hard_part starter fan_belt ignition_coil wiper_blade radiator
tyres: tyre tire wheel rim wheel_rim
oils: motor_oil engine_oil oil lubricant lube fluid coolant antifreeze grease brake_fluid transmission_fluid hydraulic_oil
    gear_oil additive atf chain_lube screenwash
fuel: fuel petrol gasoline diesel gas kerosene lpg heating_oil gas_oil charcoal firewood paraffin propane butane coal
vehicles: vehicle car truck motorcycle motorbike moped caravan trailer boat tractor quad
machinery: machinery machine equipment generator compressor pump pressure_washer chainsaw engine welder
chemicals: chemical solvent acid resin aerosol
metals: metal steel iron aluminium aluminum copper brass sheet_metal stainless_steel scrap_metal angle_iron
plastics: plastic polymer polythene granulate
brewing: malt hop brewing_ingredient wort
wine_making: bulk_wine barrel grape_juice must
art_works: painting sculpture antique collectible coin stamp memorabilia
"""
