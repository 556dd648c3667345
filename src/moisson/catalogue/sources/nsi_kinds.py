"""Which kinds of feature in name-suggestion-index send bills or receipts, and in which category they fall.

A kind that is not named here is left out: see docs/catalogue.md for the reasons.
"""

from ..kinds import Category as C

# The value is the category; kinds are "key/value" of OpenStreetMap. Earlier categories win where one organisation
# runs several kinds (a supermarket chain with fuel stations is a supermarket).
_BY_CATEGORY: dict[C, str] = {
    C.TRANSPORT: """
        route/train route/subway route/tram route/light_rail route/bus route/trolleybus route/ferry route/aerialway
        highway/bus_stop public_transport/station_light_rail public_transport/station_subway railway/station
        railway/halt railway/tram_stop amenity/ferry_terminal route/railway route/tracks amenity/ticket_validator
        amenity/bicycle_rental amenity/car_sharing amenity/motorcycle_rental""",
    C.PARCELS: "amenity/post_office amenity/parcel_locker amenity/post_depot office/logistics office/moving_company",
    C.INSURANCE: "office/insurance office/insurance_adjuster",
    C.BANK: """
        amenity/bank amenity/bureau_de_change amenity/money_transfer amenity/payment_centre shop/money_lender
        shop/pawnbroker office/financial office/mortgage""",
    C.TELECOM: """
        office/telecommunication shop/telecommunication shop/mobile_phone telecom/exchange internet_access/wlan""",
    C.HOSTING: "telecom/data_center",
    C.SOFTWARE: "office/it",
    C.GROCERY: """
        shop/supermarket shop/convenience shop/bakery shop/butcher shop/greengrocer shop/frozen_food shop/seafood
        shop/cheese shop/dairy shop/deli shop/confectionery shop/chocolate shop/pastry shop/beverages shop/wine
        shop/alcohol shop/coffee shop/tea shop/nuts shop/spices shop/health_food shop/country_store""",
    C.HEALTH: """
        amenity/pharmacy amenity/hospital amenity/clinic amenity/doctors amenity/dentist amenity/veterinary
        healthcare/laboratory healthcare/sample_collection healthcare/dialysis healthcare/physiotherapist
        healthcare/audiologist healthcare/rehabilitation healthcare/counselling shop/optician shop/hearing_aids
        shop/medical_supply emergency/ambulance_station""",
    C.WATER: """
        office/water_utility man_made/water_works man_made/wastewater_plant man_made/water_tower
        man_made/reservoir_covered man_made/pumping_station""",
    C.ENERGY: """
        office/energy_supplier power/generator power/line power/minor_line power/plant power/pole power/substation
        power/tower power/transformer shop/gas""",
    C.TOLL: "amenity/parking barrier/toll_booth highway/toll_gantry",
    C.FUEL: "amenity/fuel amenity/charging_station man_made/charge_point waterway/fuel highway/services",
    C.VEHICLES: """
        amenity/car_rental amenity/car_wash amenity/vehicle_inspection shop/car shop/car_parts shop/car_repair
        shop/caravan shop/motorcycle shop/motorcycle_repair shop/truck shop/truck_repair shop/tyres shop/boat
        shop/tractor shop/tractor_repair""",
    C.TRAVEL: """
        tourism/hotel tourism/hostel tourism/motel tourism/caravan_site tourism/camp_site shop/travel_agency""",
    C.ELECTRONICS: """
        shop/electronics shop/computer shop/appliance shop/hifi shop/camera shop/photo shop/video_games
        shop/printer_ink shop/vacuum_cleaner shop/mobile_phone_accessories craft/electronics_repair""",
    C.HOME: """
        shop/doityourself shop/hardware shop/furniture shop/garden_centre shop/kitchen shop/bathroom_furnishing
        shop/bed shop/carpet shop/curtain shop/doors shop/electrical shop/fireplace shop/flooring shop/glaziery
        shop/household_linen shop/houseware shop/interior_decoration shop/lighting shop/locksmith shop/paint
        shop/power_tools shop/swimming_pool shop/tiles shop/window_blind shop/bbq shop/groundskeeping
        craft/carpenter craft/electrician craft/glaziery craft/painter craft/plumber craft/window_construction""",
    C.WHOLESALE: """
        shop/trade shop/wholesale shop/agrarian shop/stationery shop/copyshop shop/hairdresser_supply craft/signmaker
        shop/plant_hire shop/tool_hire shop/rental""",
    C.MEDIA: "amenity/cinema shop/video shop/ticket",
    C.LEISURE: """
        leisure/fitness_centre leisure/sports_centre leisure/bowling_alley leisure/trampoline_park
        leisure/indoor_play leisure/sauna leisure/dance leisure/escape_game leisure/miniature_golf
        tourism/theme_park""",
    C.PROPERTY: "office/estate_agent office/coworking shop/storage_rental landuse/residential",
    C.ADVERTISING: "advertising/billboard advertising/column advertising/poster_box advertising/screen",
    C.SERVICES: """
        office/employment_agency office/consulting office/lawyer office/tax_advisor office/financial_advisor
        office/security office/engineer office/construction_company office/company shop/dry_cleaning shop/laundry
        shop/hairdresser shop/beauty shop/massage shop/funeral_directors shop/pest_control shop/shoe_repair
        shop/tailor craft/cleaning amenity/childcare amenity/driving_school amenity/language_school amenity/training
        amenity/animal_boarding amenity/conference_centre""",
    C.WASTE: "amenity/recycling amenity/waste_disposal amenity/waste_transfer_station landuse/landfill",
    C.RETAIL: """
        shop/department_store shop/clothes shop/shoes shop/books shop/jewelry shop/sports shop/outdoor shop/toys
        shop/cosmetics shop/perfumery shop/chemist shop/variety_store shop/pet shop/baby_goods shop/bag
        shop/bicycle shop/art shop/anime shop/catalogue shop/candles shop/craft shop/e-cigarette shop/tobacco
        shop/newsagent shop/fabric shop/fashion_accessories shop/fishing shop/florist shop/frame shop/games
        shop/general shop/gift shop/herbalist shop/leather shop/model shop/music shop/musical_instrument
        shop/nutrition_supplements shop/party shop/second_hand shop/watches shop/erotic shop/cannabis""",
    C.FOOD: """
        amenity/fast_food amenity/restaurant amenity/cafe amenity/pub amenity/bar amenity/ice_cream""",
    C.PUBLIC: "amenity/townhall office/government office/visa",
}

CATEGORY_OF_KIND: dict[str, C] = {
    kind: category for category, kinds in _BY_CATEGORY.items() for kind in kinds.split()
}
PRIORITY: dict[C, int] = {category: place for place, category in enumerate(_BY_CATEGORY)}

# Kinds that say little about their operator: they count only if the description names a trade below.
DESCRIBED_KINDS = frozenset(
    """man_made/street_cabinet man_made/mast man_made/tower man_made/pipeline pipeline/substation amenity/recycling
    amenity/waste_disposal power/generator amenity/social_facility""".split()
)
DESCRIBED_TRADES: tuple[tuple[C, str], ...] = (
    (C.TELECOM, r"telecom|telephone|broadband|internet (service )?provider|\bISP\b|mobile (network|phone)|cable operator"),
    (C.WATER, r"\bwater (company|utility|supply|supplier|district|authority|board|service)|sewer|drinking water"),
    (C.WASTE, r"\bwaste\b|recycling|refuse|garbage|déchets|Abfall|Entsorg"),
    (C.ENERGY, r"electric|energy|power (company|utility|producer|plant)|\bgas (company|utility|supplier|distribut)|"
               r"\butility|utilities|Stadtwerke|solar|wind (farm|power)|\boil\b|petroleum"),
    (C.PUBLIC, r"municipality|municipal|\bcity\b|town|commune|communauté|syndicat|county|council|borough|Gemeinde|Landkreis"),
)  # fmt: skip

# Organisations of these descriptions send no bills to customers, whatever they run.
NEVER = (
    r"charit|humanitarian|non-?profit|red cross|church|diocese|political party|armed forces|\barmy\b|military|"
    r"police|fire department|fire brigade|school district|\bministry\b|national park"
)
