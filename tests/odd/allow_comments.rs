//! Two thousand comments that allow something.

// concheck: allow(double_lock) -- none
fn f0() {}
// concheck: allow(double_lock) -- none
fn f1() {}
// concheck: allow(double_lock) -- none
fn f2() {}
// concheck: allow(double_lock) -- none
fn f3() {}
// concheck: allow(double_lock) -- none
fn f4() {}
// concheck: allow(double_lock) -- none
fn f5() {}
// concheck: allow(double_lock) -- none
fn f6() {}
// concheck: allow(double_lock) -- none
fn f7() {}
// concheck: allow(double_lock) -- none
fn f8() {}
// concheck: allow(double_lock) -- none
fn f9() {}
// concheck: allow(double_lock) -- none
fn f10() {}
// concheck: allow(double_lock) -- none
fn f11() {}
// concheck: allow(double_lock) -- none
fn f12() {}
// concheck: allow(double_lock) -- none
fn f13() {}
// concheck: allow(double_lock) -- none
fn f14() {}
// concheck: allow(double_lock) -- none
fn f15() {}
// concheck: allow(double_lock) -- none
fn f16() {}
// concheck: allow(double_lock) -- none
fn f17() {}
// concheck: allow(double_lock) -- none
fn f18() {}
// concheck: allow(double_lock) -- none
fn f19() {}
// concheck: allow(double_lock) -- none
fn f20() {}
// concheck: allow(double_lock) -- none
fn f21() {}
// concheck: allow(double_lock) -- none
fn f22() {}
// concheck: allow(double_lock) -- none
fn f23() {}
// concheck: allow(double_lock) -- none
fn f24() {}
// concheck: allow(double_lock) -- none
fn f25() {}
// concheck: allow(double_lock) -- none
fn f26() {}
// concheck: allow(double_lock) -- none
fn f27() {}
// concheck: allow(double_lock) -- none
fn f28() {}
// concheck: allow(double_lock) -- none
fn f29() {}
// concheck: allow(double_lock) -- none
fn f30() {}
// concheck: allow(double_lock) -- none
fn f31() {}
// concheck: allow(double_lock) -- none
fn f32() {}
// concheck: allow(double_lock) -- none
fn f33() {}
// concheck: allow(double_lock) -- none
fn f34() {}
// concheck: allow(double_lock) -- none
fn f35() {}
// concheck: allow(double_lock) -- none
fn f36() {}
// concheck: allow(double_lock) -- none
fn f37() {}
// concheck: allow(double_lock) -- none
fn f38() {}
// concheck: allow(double_lock) -- none
fn f39() {}
// concheck: allow(double_lock) -- none
fn f40() {}
// concheck: allow(double_lock) -- none
fn f41() {}
// concheck: allow(double_lock) -- none
fn f42() {}
// concheck: allow(double_lock) -- none
fn f43() {}
// concheck: allow(double_lock) -- none
fn f44() {}
// concheck: allow(double_lock) -- none
fn f45() {}
// concheck: allow(double_lock) -- none
fn f46() {}
// concheck: allow(double_lock) -- none
fn f47() {}
// concheck: allow(double_lock) -- none
fn f48() {}
// concheck: allow(double_lock) -- none
fn f49() {}
// concheck: allow(double_lock) -- none
fn f50() {}
// concheck: allow(double_lock) -- none
fn f51() {}
// concheck: allow(double_lock) -- none
fn f52() {}
// concheck: allow(double_lock) -- none
fn f53() {}
// concheck: allow(double_lock) -- none
fn f54() {}
// concheck: allow(double_lock) -- none
fn f55() {}
// concheck: allow(double_lock) -- none
fn f56() {}
// concheck: allow(double_lock) -- none
fn f57() {}
// concheck: allow(double_lock) -- none
fn f58() {}
// concheck: allow(double_lock) -- none
fn f59() {}
// concheck: allow(double_lock) -- none
fn f60() {}
// concheck: allow(double_lock) -- none
fn f61() {}
// concheck: allow(double_lock) -- none
fn f62() {}
// concheck: allow(double_lock) -- none
fn f63() {}
// concheck: allow(double_lock) -- none
fn f64() {}
// concheck: allow(double_lock) -- none
fn f65() {}
// concheck: allow(double_lock) -- none
fn f66() {}
// concheck: allow(double_lock) -- none
fn f67() {}
// concheck: allow(double_lock) -- none
fn f68() {}
// concheck: allow(double_lock) -- none
fn f69() {}
// concheck: allow(double_lock) -- none
fn f70() {}
// concheck: allow(double_lock) -- none
fn f71() {}
// concheck: allow(double_lock) -- none
fn f72() {}
// concheck: allow(double_lock) -- none
fn f73() {}
// concheck: allow(double_lock) -- none
fn f74() {}
// concheck: allow(double_lock) -- none
fn f75() {}
// concheck: allow(double_lock) -- none
fn f76() {}
// concheck: allow(double_lock) -- none
fn f77() {}
// concheck: allow(double_lock) -- none
fn f78() {}
// concheck: allow(double_lock) -- none
fn f79() {}
// concheck: allow(double_lock) -- none
fn f80() {}
// concheck: allow(double_lock) -- none
fn f81() {}
// concheck: allow(double_lock) -- none
fn f82() {}
// concheck: allow(double_lock) -- none
fn f83() {}
// concheck: allow(double_lock) -- none
fn f84() {}
// concheck: allow(double_lock) -- none
fn f85() {}
// concheck: allow(double_lock) -- none
fn f86() {}
// concheck: allow(double_lock) -- none
fn f87() {}
// concheck: allow(double_lock) -- none
fn f88() {}
// concheck: allow(double_lock) -- none
fn f89() {}
// concheck: allow(double_lock) -- none
fn f90() {}
// concheck: allow(double_lock) -- none
fn f91() {}
// concheck: allow(double_lock) -- none
fn f92() {}
// concheck: allow(double_lock) -- none
fn f93() {}
// concheck: allow(double_lock) -- none
fn f94() {}
// concheck: allow(double_lock) -- none
fn f95() {}
// concheck: allow(double_lock) -- none
fn f96() {}
// concheck: allow(double_lock) -- none
fn f97() {}
// concheck: allow(double_lock) -- none
fn f98() {}
// concheck: allow(double_lock) -- none
fn f99() {}
// concheck: allow(double_lock) -- none
fn f100() {}
// concheck: allow(double_lock) -- none
fn f101() {}
// concheck: allow(double_lock) -- none
fn f102() {}
// concheck: allow(double_lock) -- none
fn f103() {}
// concheck: allow(double_lock) -- none
fn f104() {}
// concheck: allow(double_lock) -- none
fn f105() {}
// concheck: allow(double_lock) -- none
fn f106() {}
// concheck: allow(double_lock) -- none
fn f107() {}
// concheck: allow(double_lock) -- none
fn f108() {}
// concheck: allow(double_lock) -- none
fn f109() {}
// concheck: allow(double_lock) -- none
fn f110() {}
// concheck: allow(double_lock) -- none
fn f111() {}
// concheck: allow(double_lock) -- none
fn f112() {}
// concheck: allow(double_lock) -- none
fn f113() {}
// concheck: allow(double_lock) -- none
fn f114() {}
// concheck: allow(double_lock) -- none
fn f115() {}
// concheck: allow(double_lock) -- none
fn f116() {}
// concheck: allow(double_lock) -- none
fn f117() {}
// concheck: allow(double_lock) -- none
fn f118() {}
// concheck: allow(double_lock) -- none
fn f119() {}
// concheck: allow(double_lock) -- none
fn f120() {}
// concheck: allow(double_lock) -- none
fn f121() {}
// concheck: allow(double_lock) -- none
fn f122() {}
// concheck: allow(double_lock) -- none
fn f123() {}
// concheck: allow(double_lock) -- none
fn f124() {}
// concheck: allow(double_lock) -- none
fn f125() {}
// concheck: allow(double_lock) -- none
fn f126() {}
// concheck: allow(double_lock) -- none
fn f127() {}
// concheck: allow(double_lock) -- none
fn f128() {}
// concheck: allow(double_lock) -- none
fn f129() {}
// concheck: allow(double_lock) -- none
fn f130() {}
// concheck: allow(double_lock) -- none
fn f131() {}
// concheck: allow(double_lock) -- none
fn f132() {}
// concheck: allow(double_lock) -- none
fn f133() {}
// concheck: allow(double_lock) -- none
fn f134() {}
// concheck: allow(double_lock) -- none
fn f135() {}
// concheck: allow(double_lock) -- none
fn f136() {}
// concheck: allow(double_lock) -- none
fn f137() {}
// concheck: allow(double_lock) -- none
fn f138() {}
// concheck: allow(double_lock) -- none
fn f139() {}
// concheck: allow(double_lock) -- none
fn f140() {}
// concheck: allow(double_lock) -- none
fn f141() {}
// concheck: allow(double_lock) -- none
fn f142() {}
// concheck: allow(double_lock) -- none
fn f143() {}
// concheck: allow(double_lock) -- none
fn f144() {}
// concheck: allow(double_lock) -- none
fn f145() {}
// concheck: allow(double_lock) -- none
fn f146() {}
// concheck: allow(double_lock) -- none
fn f147() {}
// concheck: allow(double_lock) -- none
fn f148() {}
// concheck: allow(double_lock) -- none
fn f149() {}
// concheck: allow(double_lock) -- none
fn f150() {}
// concheck: allow(double_lock) -- none
fn f151() {}
// concheck: allow(double_lock) -- none
fn f152() {}
// concheck: allow(double_lock) -- none
fn f153() {}
// concheck: allow(double_lock) -- none
fn f154() {}
// concheck: allow(double_lock) -- none
fn f155() {}
// concheck: allow(double_lock) -- none
fn f156() {}
// concheck: allow(double_lock) -- none
fn f157() {}
// concheck: allow(double_lock) -- none
fn f158() {}
// concheck: allow(double_lock) -- none
fn f159() {}
// concheck: allow(double_lock) -- none
fn f160() {}
// concheck: allow(double_lock) -- none
fn f161() {}
// concheck: allow(double_lock) -- none
fn f162() {}
// concheck: allow(double_lock) -- none
fn f163() {}
// concheck: allow(double_lock) -- none
fn f164() {}
// concheck: allow(double_lock) -- none
fn f165() {}
// concheck: allow(double_lock) -- none
fn f166() {}
// concheck: allow(double_lock) -- none
fn f167() {}
// concheck: allow(double_lock) -- none
fn f168() {}
// concheck: allow(double_lock) -- none
fn f169() {}
// concheck: allow(double_lock) -- none
fn f170() {}
// concheck: allow(double_lock) -- none
fn f171() {}
// concheck: allow(double_lock) -- none
fn f172() {}
// concheck: allow(double_lock) -- none
fn f173() {}
// concheck: allow(double_lock) -- none
fn f174() {}
// concheck: allow(double_lock) -- none
fn f175() {}
// concheck: allow(double_lock) -- none
fn f176() {}
// concheck: allow(double_lock) -- none
fn f177() {}
// concheck: allow(double_lock) -- none
fn f178() {}
// concheck: allow(double_lock) -- none
fn f179() {}
// concheck: allow(double_lock) -- none
fn f180() {}
// concheck: allow(double_lock) -- none
fn f181() {}
// concheck: allow(double_lock) -- none
fn f182() {}
// concheck: allow(double_lock) -- none
fn f183() {}
// concheck: allow(double_lock) -- none
fn f184() {}
// concheck: allow(double_lock) -- none
fn f185() {}
// concheck: allow(double_lock) -- none
fn f186() {}
// concheck: allow(double_lock) -- none
fn f187() {}
// concheck: allow(double_lock) -- none
fn f188() {}
// concheck: allow(double_lock) -- none
fn f189() {}
// concheck: allow(double_lock) -- none
fn f190() {}
// concheck: allow(double_lock) -- none
fn f191() {}
// concheck: allow(double_lock) -- none
fn f192() {}
// concheck: allow(double_lock) -- none
fn f193() {}
// concheck: allow(double_lock) -- none
fn f194() {}
// concheck: allow(double_lock) -- none
fn f195() {}
// concheck: allow(double_lock) -- none
fn f196() {}
// concheck: allow(double_lock) -- none
fn f197() {}
// concheck: allow(double_lock) -- none
fn f198() {}
// concheck: allow(double_lock) -- none
fn f199() {}
// concheck: allow(double_lock) -- none
fn f200() {}
// concheck: allow(double_lock) -- none
fn f201() {}
// concheck: allow(double_lock) -- none
fn f202() {}
// concheck: allow(double_lock) -- none
fn f203() {}
// concheck: allow(double_lock) -- none
fn f204() {}
// concheck: allow(double_lock) -- none
fn f205() {}
// concheck: allow(double_lock) -- none
fn f206() {}
// concheck: allow(double_lock) -- none
fn f207() {}
// concheck: allow(double_lock) -- none
fn f208() {}
// concheck: allow(double_lock) -- none
fn f209() {}
// concheck: allow(double_lock) -- none
fn f210() {}
// concheck: allow(double_lock) -- none
fn f211() {}
// concheck: allow(double_lock) -- none
fn f212() {}
// concheck: allow(double_lock) -- none
fn f213() {}
// concheck: allow(double_lock) -- none
fn f214() {}
// concheck: allow(double_lock) -- none
fn f215() {}
// concheck: allow(double_lock) -- none
fn f216() {}
// concheck: allow(double_lock) -- none
fn f217() {}
// concheck: allow(double_lock) -- none
fn f218() {}
// concheck: allow(double_lock) -- none
fn f219() {}
// concheck: allow(double_lock) -- none
fn f220() {}
// concheck: allow(double_lock) -- none
fn f221() {}
// concheck: allow(double_lock) -- none
fn f222() {}
// concheck: allow(double_lock) -- none
fn f223() {}
// concheck: allow(double_lock) -- none
fn f224() {}
// concheck: allow(double_lock) -- none
fn f225() {}
// concheck: allow(double_lock) -- none
fn f226() {}
// concheck: allow(double_lock) -- none
fn f227() {}
// concheck: allow(double_lock) -- none
fn f228() {}
// concheck: allow(double_lock) -- none
fn f229() {}
// concheck: allow(double_lock) -- none
fn f230() {}
// concheck: allow(double_lock) -- none
fn f231() {}
// concheck: allow(double_lock) -- none
fn f232() {}
// concheck: allow(double_lock) -- none
fn f233() {}
// concheck: allow(double_lock) -- none
fn f234() {}
// concheck: allow(double_lock) -- none
fn f235() {}
// concheck: allow(double_lock) -- none
fn f236() {}
// concheck: allow(double_lock) -- none
fn f237() {}
// concheck: allow(double_lock) -- none
fn f238() {}
// concheck: allow(double_lock) -- none
fn f239() {}
// concheck: allow(double_lock) -- none
fn f240() {}
// concheck: allow(double_lock) -- none
fn f241() {}
// concheck: allow(double_lock) -- none
fn f242() {}
// concheck: allow(double_lock) -- none
fn f243() {}
// concheck: allow(double_lock) -- none
fn f244() {}
// concheck: allow(double_lock) -- none
fn f245() {}
// concheck: allow(double_lock) -- none
fn f246() {}
// concheck: allow(double_lock) -- none
fn f247() {}
// concheck: allow(double_lock) -- none
fn f248() {}
// concheck: allow(double_lock) -- none
fn f249() {}
// concheck: allow(double_lock) -- none
fn f250() {}
// concheck: allow(double_lock) -- none
fn f251() {}
// concheck: allow(double_lock) -- none
fn f252() {}
// concheck: allow(double_lock) -- none
fn f253() {}
// concheck: allow(double_lock) -- none
fn f254() {}
// concheck: allow(double_lock) -- none
fn f255() {}
// concheck: allow(double_lock) -- none
fn f256() {}
// concheck: allow(double_lock) -- none
fn f257() {}
// concheck: allow(double_lock) -- none
fn f258() {}
// concheck: allow(double_lock) -- none
fn f259() {}
// concheck: allow(double_lock) -- none
fn f260() {}
// concheck: allow(double_lock) -- none
fn f261() {}
// concheck: allow(double_lock) -- none
fn f262() {}
// concheck: allow(double_lock) -- none
fn f263() {}
// concheck: allow(double_lock) -- none
fn f264() {}
// concheck: allow(double_lock) -- none
fn f265() {}
// concheck: allow(double_lock) -- none
fn f266() {}
// concheck: allow(double_lock) -- none
fn f267() {}
// concheck: allow(double_lock) -- none
fn f268() {}
// concheck: allow(double_lock) -- none
fn f269() {}
// concheck: allow(double_lock) -- none
fn f270() {}
// concheck: allow(double_lock) -- none
fn f271() {}
// concheck: allow(double_lock) -- none
fn f272() {}
// concheck: allow(double_lock) -- none
fn f273() {}
// concheck: allow(double_lock) -- none
fn f274() {}
// concheck: allow(double_lock) -- none
fn f275() {}
// concheck: allow(double_lock) -- none
fn f276() {}
// concheck: allow(double_lock) -- none
fn f277() {}
// concheck: allow(double_lock) -- none
fn f278() {}
// concheck: allow(double_lock) -- none
fn f279() {}
// concheck: allow(double_lock) -- none
fn f280() {}
// concheck: allow(double_lock) -- none
fn f281() {}
// concheck: allow(double_lock) -- none
fn f282() {}
// concheck: allow(double_lock) -- none
fn f283() {}
// concheck: allow(double_lock) -- none
fn f284() {}
// concheck: allow(double_lock) -- none
fn f285() {}
// concheck: allow(double_lock) -- none
fn f286() {}
// concheck: allow(double_lock) -- none
fn f287() {}
// concheck: allow(double_lock) -- none
fn f288() {}
// concheck: allow(double_lock) -- none
fn f289() {}
// concheck: allow(double_lock) -- none
fn f290() {}
// concheck: allow(double_lock) -- none
fn f291() {}
// concheck: allow(double_lock) -- none
fn f292() {}
// concheck: allow(double_lock) -- none
fn f293() {}
// concheck: allow(double_lock) -- none
fn f294() {}
// concheck: allow(double_lock) -- none
fn f295() {}
// concheck: allow(double_lock) -- none
fn f296() {}
// concheck: allow(double_lock) -- none
fn f297() {}
// concheck: allow(double_lock) -- none
fn f298() {}
// concheck: allow(double_lock) -- none
fn f299() {}
// concheck: allow(double_lock) -- none
fn f300() {}
// concheck: allow(double_lock) -- none
fn f301() {}
// concheck: allow(double_lock) -- none
fn f302() {}
// concheck: allow(double_lock) -- none
fn f303() {}
// concheck: allow(double_lock) -- none
fn f304() {}
// concheck: allow(double_lock) -- none
fn f305() {}
// concheck: allow(double_lock) -- none
fn f306() {}
// concheck: allow(double_lock) -- none
fn f307() {}
// concheck: allow(double_lock) -- none
fn f308() {}
// concheck: allow(double_lock) -- none
fn f309() {}
// concheck: allow(double_lock) -- none
fn f310() {}
// concheck: allow(double_lock) -- none
fn f311() {}
// concheck: allow(double_lock) -- none
fn f312() {}
// concheck: allow(double_lock) -- none
fn f313() {}
// concheck: allow(double_lock) -- none
fn f314() {}
// concheck: allow(double_lock) -- none
fn f315() {}
// concheck: allow(double_lock) -- none
fn f316() {}
// concheck: allow(double_lock) -- none
fn f317() {}
// concheck: allow(double_lock) -- none
fn f318() {}
// concheck: allow(double_lock) -- none
fn f319() {}
// concheck: allow(double_lock) -- none
fn f320() {}
// concheck: allow(double_lock) -- none
fn f321() {}
// concheck: allow(double_lock) -- none
fn f322() {}
// concheck: allow(double_lock) -- none
fn f323() {}
// concheck: allow(double_lock) -- none
fn f324() {}
// concheck: allow(double_lock) -- none
fn f325() {}
// concheck: allow(double_lock) -- none
fn f326() {}
// concheck: allow(double_lock) -- none
fn f327() {}
// concheck: allow(double_lock) -- none
fn f328() {}
// concheck: allow(double_lock) -- none
fn f329() {}
// concheck: allow(double_lock) -- none
fn f330() {}
// concheck: allow(double_lock) -- none
fn f331() {}
// concheck: allow(double_lock) -- none
fn f332() {}
// concheck: allow(double_lock) -- none
fn f333() {}
// concheck: allow(double_lock) -- none
fn f334() {}
// concheck: allow(double_lock) -- none
fn f335() {}
// concheck: allow(double_lock) -- none
fn f336() {}
// concheck: allow(double_lock) -- none
fn f337() {}
// concheck: allow(double_lock) -- none
fn f338() {}
// concheck: allow(double_lock) -- none
fn f339() {}
// concheck: allow(double_lock) -- none
fn f340() {}
// concheck: allow(double_lock) -- none
fn f341() {}
// concheck: allow(double_lock) -- none
fn f342() {}
// concheck: allow(double_lock) -- none
fn f343() {}
// concheck: allow(double_lock) -- none
fn f344() {}
// concheck: allow(double_lock) -- none
fn f345() {}
// concheck: allow(double_lock) -- none
fn f346() {}
// concheck: allow(double_lock) -- none
fn f347() {}
// concheck: allow(double_lock) -- none
fn f348() {}
// concheck: allow(double_lock) -- none
fn f349() {}
// concheck: allow(double_lock) -- none
fn f350() {}
// concheck: allow(double_lock) -- none
fn f351() {}
// concheck: allow(double_lock) -- none
fn f352() {}
// concheck: allow(double_lock) -- none
fn f353() {}
// concheck: allow(double_lock) -- none
fn f354() {}
// concheck: allow(double_lock) -- none
fn f355() {}
// concheck: allow(double_lock) -- none
fn f356() {}
// concheck: allow(double_lock) -- none
fn f357() {}
// concheck: allow(double_lock) -- none
fn f358() {}
// concheck: allow(double_lock) -- none
fn f359() {}
// concheck: allow(double_lock) -- none
fn f360() {}
// concheck: allow(double_lock) -- none
fn f361() {}
// concheck: allow(double_lock) -- none
fn f362() {}
// concheck: allow(double_lock) -- none
fn f363() {}
// concheck: allow(double_lock) -- none
fn f364() {}
// concheck: allow(double_lock) -- none
fn f365() {}
// concheck: allow(double_lock) -- none
fn f366() {}
// concheck: allow(double_lock) -- none
fn f367() {}
// concheck: allow(double_lock) -- none
fn f368() {}
// concheck: allow(double_lock) -- none
fn f369() {}
// concheck: allow(double_lock) -- none
fn f370() {}
// concheck: allow(double_lock) -- none
fn f371() {}
// concheck: allow(double_lock) -- none
fn f372() {}
// concheck: allow(double_lock) -- none
fn f373() {}
// concheck: allow(double_lock) -- none
fn f374() {}
// concheck: allow(double_lock) -- none
fn f375() {}
// concheck: allow(double_lock) -- none
fn f376() {}
// concheck: allow(double_lock) -- none
fn f377() {}
// concheck: allow(double_lock) -- none
fn f378() {}
// concheck: allow(double_lock) -- none
fn f379() {}
// concheck: allow(double_lock) -- none
fn f380() {}
// concheck: allow(double_lock) -- none
fn f381() {}
// concheck: allow(double_lock) -- none
fn f382() {}
// concheck: allow(double_lock) -- none
fn f383() {}
// concheck: allow(double_lock) -- none
fn f384() {}
// concheck: allow(double_lock) -- none
fn f385() {}
// concheck: allow(double_lock) -- none
fn f386() {}
// concheck: allow(double_lock) -- none
fn f387() {}
// concheck: allow(double_lock) -- none
fn f388() {}
// concheck: allow(double_lock) -- none
fn f389() {}
// concheck: allow(double_lock) -- none
fn f390() {}
// concheck: allow(double_lock) -- none
fn f391() {}
// concheck: allow(double_lock) -- none
fn f392() {}
// concheck: allow(double_lock) -- none
fn f393() {}
// concheck: allow(double_lock) -- none
fn f394() {}
// concheck: allow(double_lock) -- none
fn f395() {}
// concheck: allow(double_lock) -- none
fn f396() {}
// concheck: allow(double_lock) -- none
fn f397() {}
// concheck: allow(double_lock) -- none
fn f398() {}
// concheck: allow(double_lock) -- none
fn f399() {}
// concheck: allow(double_lock) -- none
fn f400() {}
// concheck: allow(double_lock) -- none
fn f401() {}
// concheck: allow(double_lock) -- none
fn f402() {}
// concheck: allow(double_lock) -- none
fn f403() {}
// concheck: allow(double_lock) -- none
fn f404() {}
// concheck: allow(double_lock) -- none
fn f405() {}
// concheck: allow(double_lock) -- none
fn f406() {}
// concheck: allow(double_lock) -- none
fn f407() {}
// concheck: allow(double_lock) -- none
fn f408() {}
// concheck: allow(double_lock) -- none
fn f409() {}
// concheck: allow(double_lock) -- none
fn f410() {}
// concheck: allow(double_lock) -- none
fn f411() {}
// concheck: allow(double_lock) -- none
fn f412() {}
// concheck: allow(double_lock) -- none
fn f413() {}
// concheck: allow(double_lock) -- none
fn f414() {}
// concheck: allow(double_lock) -- none
fn f415() {}
// concheck: allow(double_lock) -- none
fn f416() {}
// concheck: allow(double_lock) -- none
fn f417() {}
// concheck: allow(double_lock) -- none
fn f418() {}
// concheck: allow(double_lock) -- none
fn f419() {}
// concheck: allow(double_lock) -- none
fn f420() {}
// concheck: allow(double_lock) -- none
fn f421() {}
// concheck: allow(double_lock) -- none
fn f422() {}
// concheck: allow(double_lock) -- none
fn f423() {}
// concheck: allow(double_lock) -- none
fn f424() {}
// concheck: allow(double_lock) -- none
fn f425() {}
// concheck: allow(double_lock) -- none
fn f426() {}
// concheck: allow(double_lock) -- none
fn f427() {}
// concheck: allow(double_lock) -- none
fn f428() {}
// concheck: allow(double_lock) -- none
fn f429() {}
// concheck: allow(double_lock) -- none
fn f430() {}
// concheck: allow(double_lock) -- none
fn f431() {}
// concheck: allow(double_lock) -- none
fn f432() {}
// concheck: allow(double_lock) -- none
fn f433() {}
// concheck: allow(double_lock) -- none
fn f434() {}
// concheck: allow(double_lock) -- none
fn f435() {}
// concheck: allow(double_lock) -- none
fn f436() {}
// concheck: allow(double_lock) -- none
fn f437() {}
// concheck: allow(double_lock) -- none
fn f438() {}
// concheck: allow(double_lock) -- none
fn f439() {}
// concheck: allow(double_lock) -- none
fn f440() {}
// concheck: allow(double_lock) -- none
fn f441() {}
// concheck: allow(double_lock) -- none
fn f442() {}
// concheck: allow(double_lock) -- none
fn f443() {}
// concheck: allow(double_lock) -- none
fn f444() {}
// concheck: allow(double_lock) -- none
fn f445() {}
// concheck: allow(double_lock) -- none
fn f446() {}
// concheck: allow(double_lock) -- none
fn f447() {}
// concheck: allow(double_lock) -- none
fn f448() {}
// concheck: allow(double_lock) -- none
fn f449() {}
// concheck: allow(double_lock) -- none
fn f450() {}
// concheck: allow(double_lock) -- none
fn f451() {}
// concheck: allow(double_lock) -- none
fn f452() {}
// concheck: allow(double_lock) -- none
fn f453() {}
// concheck: allow(double_lock) -- none
fn f454() {}
// concheck: allow(double_lock) -- none
fn f455() {}
// concheck: allow(double_lock) -- none
fn f456() {}
// concheck: allow(double_lock) -- none
fn f457() {}
// concheck: allow(double_lock) -- none
fn f458() {}
// concheck: allow(double_lock) -- none
fn f459() {}
// concheck: allow(double_lock) -- none
fn f460() {}
// concheck: allow(double_lock) -- none
fn f461() {}
// concheck: allow(double_lock) -- none
fn f462() {}
// concheck: allow(double_lock) -- none
fn f463() {}
// concheck: allow(double_lock) -- none
fn f464() {}
// concheck: allow(double_lock) -- none
fn f465() {}
// concheck: allow(double_lock) -- none
fn f466() {}
// concheck: allow(double_lock) -- none
fn f467() {}
// concheck: allow(double_lock) -- none
fn f468() {}
// concheck: allow(double_lock) -- none
fn f469() {}
// concheck: allow(double_lock) -- none
fn f470() {}
// concheck: allow(double_lock) -- none
fn f471() {}
// concheck: allow(double_lock) -- none
fn f472() {}
// concheck: allow(double_lock) -- none
fn f473() {}
// concheck: allow(double_lock) -- none
fn f474() {}
// concheck: allow(double_lock) -- none
fn f475() {}
// concheck: allow(double_lock) -- none
fn f476() {}
// concheck: allow(double_lock) -- none
fn f477() {}
// concheck: allow(double_lock) -- none
fn f478() {}
// concheck: allow(double_lock) -- none
fn f479() {}
// concheck: allow(double_lock) -- none
fn f480() {}
// concheck: allow(double_lock) -- none
fn f481() {}
// concheck: allow(double_lock) -- none
fn f482() {}
// concheck: allow(double_lock) -- none
fn f483() {}
// concheck: allow(double_lock) -- none
fn f484() {}
// concheck: allow(double_lock) -- none
fn f485() {}
// concheck: allow(double_lock) -- none
fn f486() {}
// concheck: allow(double_lock) -- none
fn f487() {}
// concheck: allow(double_lock) -- none
fn f488() {}
// concheck: allow(double_lock) -- none
fn f489() {}
// concheck: allow(double_lock) -- none
fn f490() {}
// concheck: allow(double_lock) -- none
fn f491() {}
// concheck: allow(double_lock) -- none
fn f492() {}
// concheck: allow(double_lock) -- none
fn f493() {}
// concheck: allow(double_lock) -- none
fn f494() {}
// concheck: allow(double_lock) -- none
fn f495() {}
// concheck: allow(double_lock) -- none
fn f496() {}
// concheck: allow(double_lock) -- none
fn f497() {}
// concheck: allow(double_lock) -- none
fn f498() {}
// concheck: allow(double_lock) -- none
fn f499() {}
// concheck: allow(double_lock) -- none
fn f500() {}
// concheck: allow(double_lock) -- none
fn f501() {}
// concheck: allow(double_lock) -- none
fn f502() {}
// concheck: allow(double_lock) -- none
fn f503() {}
// concheck: allow(double_lock) -- none
fn f504() {}
// concheck: allow(double_lock) -- none
fn f505() {}
// concheck: allow(double_lock) -- none
fn f506() {}
// concheck: allow(double_lock) -- none
fn f507() {}
// concheck: allow(double_lock) -- none
fn f508() {}
// concheck: allow(double_lock) -- none
fn f509() {}
// concheck: allow(double_lock) -- none
fn f510() {}
// concheck: allow(double_lock) -- none
fn f511() {}
// concheck: allow(double_lock) -- none
fn f512() {}
// concheck: allow(double_lock) -- none
fn f513() {}
// concheck: allow(double_lock) -- none
fn f514() {}
// concheck: allow(double_lock) -- none
fn f515() {}
// concheck: allow(double_lock) -- none
fn f516() {}
// concheck: allow(double_lock) -- none
fn f517() {}
// concheck: allow(double_lock) -- none
fn f518() {}
// concheck: allow(double_lock) -- none
fn f519() {}
// concheck: allow(double_lock) -- none
fn f520() {}
// concheck: allow(double_lock) -- none
fn f521() {}
// concheck: allow(double_lock) -- none
fn f522() {}
// concheck: allow(double_lock) -- none
fn f523() {}
// concheck: allow(double_lock) -- none
fn f524() {}
// concheck: allow(double_lock) -- none
fn f525() {}
// concheck: allow(double_lock) -- none
fn f526() {}
// concheck: allow(double_lock) -- none
fn f527() {}
// concheck: allow(double_lock) -- none
fn f528() {}
// concheck: allow(double_lock) -- none
fn f529() {}
// concheck: allow(double_lock) -- none
fn f530() {}
// concheck: allow(double_lock) -- none
fn f531() {}
// concheck: allow(double_lock) -- none
fn f532() {}
// concheck: allow(double_lock) -- none
fn f533() {}
// concheck: allow(double_lock) -- none
fn f534() {}
// concheck: allow(double_lock) -- none
fn f535() {}
// concheck: allow(double_lock) -- none
fn f536() {}
// concheck: allow(double_lock) -- none
fn f537() {}
// concheck: allow(double_lock) -- none
fn f538() {}
// concheck: allow(double_lock) -- none
fn f539() {}
// concheck: allow(double_lock) -- none
fn f540() {}
// concheck: allow(double_lock) -- none
fn f541() {}
// concheck: allow(double_lock) -- none
fn f542() {}
// concheck: allow(double_lock) -- none
fn f543() {}
// concheck: allow(double_lock) -- none
fn f544() {}
// concheck: allow(double_lock) -- none
fn f545() {}
// concheck: allow(double_lock) -- none
fn f546() {}
// concheck: allow(double_lock) -- none
fn f547() {}
// concheck: allow(double_lock) -- none
fn f548() {}
// concheck: allow(double_lock) -- none
fn f549() {}
// concheck: allow(double_lock) -- none
fn f550() {}
// concheck: allow(double_lock) -- none
fn f551() {}
// concheck: allow(double_lock) -- none
fn f552() {}
// concheck: allow(double_lock) -- none
fn f553() {}
// concheck: allow(double_lock) -- none
fn f554() {}
// concheck: allow(double_lock) -- none
fn f555() {}
// concheck: allow(double_lock) -- none
fn f556() {}
// concheck: allow(double_lock) -- none
fn f557() {}
// concheck: allow(double_lock) -- none
fn f558() {}
// concheck: allow(double_lock) -- none
fn f559() {}
// concheck: allow(double_lock) -- none
fn f560() {}
// concheck: allow(double_lock) -- none
fn f561() {}
// concheck: allow(double_lock) -- none
fn f562() {}
// concheck: allow(double_lock) -- none
fn f563() {}
// concheck: allow(double_lock) -- none
fn f564() {}
// concheck: allow(double_lock) -- none
fn f565() {}
// concheck: allow(double_lock) -- none
fn f566() {}
// concheck: allow(double_lock) -- none
fn f567() {}
// concheck: allow(double_lock) -- none
fn f568() {}
// concheck: allow(double_lock) -- none
fn f569() {}
// concheck: allow(double_lock) -- none
fn f570() {}
// concheck: allow(double_lock) -- none
fn f571() {}
// concheck: allow(double_lock) -- none
fn f572() {}
// concheck: allow(double_lock) -- none
fn f573() {}
// concheck: allow(double_lock) -- none
fn f574() {}
// concheck: allow(double_lock) -- none
fn f575() {}
// concheck: allow(double_lock) -- none
fn f576() {}
// concheck: allow(double_lock) -- none
fn f577() {}
// concheck: allow(double_lock) -- none
fn f578() {}
// concheck: allow(double_lock) -- none
fn f579() {}
// concheck: allow(double_lock) -- none
fn f580() {}
// concheck: allow(double_lock) -- none
fn f581() {}
// concheck: allow(double_lock) -- none
fn f582() {}
// concheck: allow(double_lock) -- none
fn f583() {}
// concheck: allow(double_lock) -- none
fn f584() {}
// concheck: allow(double_lock) -- none
fn f585() {}
// concheck: allow(double_lock) -- none
fn f586() {}
// concheck: allow(double_lock) -- none
fn f587() {}
// concheck: allow(double_lock) -- none
fn f588() {}
// concheck: allow(double_lock) -- none
fn f589() {}
// concheck: allow(double_lock) -- none
fn f590() {}
// concheck: allow(double_lock) -- none
fn f591() {}
// concheck: allow(double_lock) -- none
fn f592() {}
// concheck: allow(double_lock) -- none
fn f593() {}
// concheck: allow(double_lock) -- none
fn f594() {}
// concheck: allow(double_lock) -- none
fn f595() {}
// concheck: allow(double_lock) -- none
fn f596() {}
// concheck: allow(double_lock) -- none
fn f597() {}
// concheck: allow(double_lock) -- none
fn f598() {}
// concheck: allow(double_lock) -- none
fn f599() {}
// concheck: allow(double_lock) -- none
fn f600() {}
// concheck: allow(double_lock) -- none
fn f601() {}
// concheck: allow(double_lock) -- none
fn f602() {}
// concheck: allow(double_lock) -- none
fn f603() {}
// concheck: allow(double_lock) -- none
fn f604() {}
// concheck: allow(double_lock) -- none
fn f605() {}
// concheck: allow(double_lock) -- none
fn f606() {}
// concheck: allow(double_lock) -- none
fn f607() {}
// concheck: allow(double_lock) -- none
fn f608() {}
// concheck: allow(double_lock) -- none
fn f609() {}
// concheck: allow(double_lock) -- none
fn f610() {}
// concheck: allow(double_lock) -- none
fn f611() {}
// concheck: allow(double_lock) -- none
fn f612() {}
// concheck: allow(double_lock) -- none
fn f613() {}
// concheck: allow(double_lock) -- none
fn f614() {}
// concheck: allow(double_lock) -- none
fn f615() {}
// concheck: allow(double_lock) -- none
fn f616() {}
// concheck: allow(double_lock) -- none
fn f617() {}
// concheck: allow(double_lock) -- none
fn f618() {}
// concheck: allow(double_lock) -- none
fn f619() {}
// concheck: allow(double_lock) -- none
fn f620() {}
// concheck: allow(double_lock) -- none
fn f621() {}
// concheck: allow(double_lock) -- none
fn f622() {}
// concheck: allow(double_lock) -- none
fn f623() {}
// concheck: allow(double_lock) -- none
fn f624() {}
// concheck: allow(double_lock) -- none
fn f625() {}
// concheck: allow(double_lock) -- none
fn f626() {}
// concheck: allow(double_lock) -- none
fn f627() {}
// concheck: allow(double_lock) -- none
fn f628() {}
// concheck: allow(double_lock) -- none
fn f629() {}
// concheck: allow(double_lock) -- none
fn f630() {}
// concheck: allow(double_lock) -- none
fn f631() {}
// concheck: allow(double_lock) -- none
fn f632() {}
// concheck: allow(double_lock) -- none
fn f633() {}
// concheck: allow(double_lock) -- none
fn f634() {}
// concheck: allow(double_lock) -- none
fn f635() {}
// concheck: allow(double_lock) -- none
fn f636() {}
// concheck: allow(double_lock) -- none
fn f637() {}
// concheck: allow(double_lock) -- none
fn f638() {}
// concheck: allow(double_lock) -- none
fn f639() {}
// concheck: allow(double_lock) -- none
fn f640() {}
// concheck: allow(double_lock) -- none
fn f641() {}
// concheck: allow(double_lock) -- none
fn f642() {}
// concheck: allow(double_lock) -- none
fn f643() {}
// concheck: allow(double_lock) -- none
fn f644() {}
// concheck: allow(double_lock) -- none
fn f645() {}
// concheck: allow(double_lock) -- none
fn f646() {}
// concheck: allow(double_lock) -- none
fn f647() {}
// concheck: allow(double_lock) -- none
fn f648() {}
// concheck: allow(double_lock) -- none
fn f649() {}
// concheck: allow(double_lock) -- none
fn f650() {}
// concheck: allow(double_lock) -- none
fn f651() {}
// concheck: allow(double_lock) -- none
fn f652() {}
// concheck: allow(double_lock) -- none
fn f653() {}
// concheck: allow(double_lock) -- none
fn f654() {}
// concheck: allow(double_lock) -- none
fn f655() {}
// concheck: allow(double_lock) -- none
fn f656() {}
// concheck: allow(double_lock) -- none
fn f657() {}
// concheck: allow(double_lock) -- none
fn f658() {}
// concheck: allow(double_lock) -- none
fn f659() {}
// concheck: allow(double_lock) -- none
fn f660() {}
// concheck: allow(double_lock) -- none
fn f661() {}
// concheck: allow(double_lock) -- none
fn f662() {}
// concheck: allow(double_lock) -- none
fn f663() {}
// concheck: allow(double_lock) -- none
fn f664() {}
// concheck: allow(double_lock) -- none
fn f665() {}
// concheck: allow(double_lock) -- none
fn f666() {}
// concheck: allow(double_lock) -- none
fn f667() {}
// concheck: allow(double_lock) -- none
fn f668() {}
// concheck: allow(double_lock) -- none
fn f669() {}
// concheck: allow(double_lock) -- none
fn f670() {}
// concheck: allow(double_lock) -- none
fn f671() {}
// concheck: allow(double_lock) -- none
fn f672() {}
// concheck: allow(double_lock) -- none
fn f673() {}
// concheck: allow(double_lock) -- none
fn f674() {}
// concheck: allow(double_lock) -- none
fn f675() {}
// concheck: allow(double_lock) -- none
fn f676() {}
// concheck: allow(double_lock) -- none
fn f677() {}
// concheck: allow(double_lock) -- none
fn f678() {}
// concheck: allow(double_lock) -- none
fn f679() {}
// concheck: allow(double_lock) -- none
fn f680() {}
// concheck: allow(double_lock) -- none
fn f681() {}
// concheck: allow(double_lock) -- none
fn f682() {}
// concheck: allow(double_lock) -- none
fn f683() {}
// concheck: allow(double_lock) -- none
fn f684() {}
// concheck: allow(double_lock) -- none
fn f685() {}
// concheck: allow(double_lock) -- none
fn f686() {}
// concheck: allow(double_lock) -- none
fn f687() {}
// concheck: allow(double_lock) -- none
fn f688() {}
// concheck: allow(double_lock) -- none
fn f689() {}
// concheck: allow(double_lock) -- none
fn f690() {}
// concheck: allow(double_lock) -- none
fn f691() {}
// concheck: allow(double_lock) -- none
fn f692() {}
// concheck: allow(double_lock) -- none
fn f693() {}
// concheck: allow(double_lock) -- none
fn f694() {}
// concheck: allow(double_lock) -- none
fn f695() {}
// concheck: allow(double_lock) -- none
fn f696() {}
// concheck: allow(double_lock) -- none
fn f697() {}
// concheck: allow(double_lock) -- none
fn f698() {}
// concheck: allow(double_lock) -- none
fn f699() {}
// concheck: allow(double_lock) -- none
fn f700() {}
// concheck: allow(double_lock) -- none
fn f701() {}
// concheck: allow(double_lock) -- none
fn f702() {}
// concheck: allow(double_lock) -- none
fn f703() {}
// concheck: allow(double_lock) -- none
fn f704() {}
// concheck: allow(double_lock) -- none
fn f705() {}
// concheck: allow(double_lock) -- none
fn f706() {}
// concheck: allow(double_lock) -- none
fn f707() {}
// concheck: allow(double_lock) -- none
fn f708() {}
// concheck: allow(double_lock) -- none
fn f709() {}
// concheck: allow(double_lock) -- none
fn f710() {}
// concheck: allow(double_lock) -- none
fn f711() {}
// concheck: allow(double_lock) -- none
fn f712() {}
// concheck: allow(double_lock) -- none
fn f713() {}
// concheck: allow(double_lock) -- none
fn f714() {}
// concheck: allow(double_lock) -- none
fn f715() {}
// concheck: allow(double_lock) -- none
fn f716() {}
// concheck: allow(double_lock) -- none
fn f717() {}
// concheck: allow(double_lock) -- none
fn f718() {}
// concheck: allow(double_lock) -- none
fn f719() {}
// concheck: allow(double_lock) -- none
fn f720() {}
// concheck: allow(double_lock) -- none
fn f721() {}
// concheck: allow(double_lock) -- none
fn f722() {}
// concheck: allow(double_lock) -- none
fn f723() {}
// concheck: allow(double_lock) -- none
fn f724() {}
// concheck: allow(double_lock) -- none
fn f725() {}
// concheck: allow(double_lock) -- none
fn f726() {}
// concheck: allow(double_lock) -- none
fn f727() {}
// concheck: allow(double_lock) -- none
fn f728() {}
// concheck: allow(double_lock) -- none
fn f729() {}
// concheck: allow(double_lock) -- none
fn f730() {}
// concheck: allow(double_lock) -- none
fn f731() {}
// concheck: allow(double_lock) -- none
fn f732() {}
// concheck: allow(double_lock) -- none
fn f733() {}
// concheck: allow(double_lock) -- none
fn f734() {}
// concheck: allow(double_lock) -- none
fn f735() {}
// concheck: allow(double_lock) -- none
fn f736() {}
// concheck: allow(double_lock) -- none
fn f737() {}
// concheck: allow(double_lock) -- none
fn f738() {}
// concheck: allow(double_lock) -- none
fn f739() {}
// concheck: allow(double_lock) -- none
fn f740() {}
// concheck: allow(double_lock) -- none
fn f741() {}
// concheck: allow(double_lock) -- none
fn f742() {}
// concheck: allow(double_lock) -- none
fn f743() {}
// concheck: allow(double_lock) -- none
fn f744() {}
// concheck: allow(double_lock) -- none
fn f745() {}
// concheck: allow(double_lock) -- none
fn f746() {}
// concheck: allow(double_lock) -- none
fn f747() {}
// concheck: allow(double_lock) -- none
fn f748() {}
// concheck: allow(double_lock) -- none
fn f749() {}
// concheck: allow(double_lock) -- none
fn f750() {}
// concheck: allow(double_lock) -- none
fn f751() {}
// concheck: allow(double_lock) -- none
fn f752() {}
// concheck: allow(double_lock) -- none
fn f753() {}
// concheck: allow(double_lock) -- none
fn f754() {}
// concheck: allow(double_lock) -- none
fn f755() {}
// concheck: allow(double_lock) -- none
fn f756() {}
// concheck: allow(double_lock) -- none
fn f757() {}
// concheck: allow(double_lock) -- none
fn f758() {}
// concheck: allow(double_lock) -- none
fn f759() {}
// concheck: allow(double_lock) -- none
fn f760() {}
// concheck: allow(double_lock) -- none
fn f761() {}
// concheck: allow(double_lock) -- none
fn f762() {}
// concheck: allow(double_lock) -- none
fn f763() {}
// concheck: allow(double_lock) -- none
fn f764() {}
// concheck: allow(double_lock) -- none
fn f765() {}
// concheck: allow(double_lock) -- none
fn f766() {}
// concheck: allow(double_lock) -- none
fn f767() {}
// concheck: allow(double_lock) -- none
fn f768() {}
// concheck: allow(double_lock) -- none
fn f769() {}
// concheck: allow(double_lock) -- none
fn f770() {}
// concheck: allow(double_lock) -- none
fn f771() {}
// concheck: allow(double_lock) -- none
fn f772() {}
// concheck: allow(double_lock) -- none
fn f773() {}
// concheck: allow(double_lock) -- none
fn f774() {}
// concheck: allow(double_lock) -- none
fn f775() {}
// concheck: allow(double_lock) -- none
fn f776() {}
// concheck: allow(double_lock) -- none
fn f777() {}
// concheck: allow(double_lock) -- none
fn f778() {}
// concheck: allow(double_lock) -- none
fn f779() {}
// concheck: allow(double_lock) -- none
fn f780() {}
// concheck: allow(double_lock) -- none
fn f781() {}
// concheck: allow(double_lock) -- none
fn f782() {}
// concheck: allow(double_lock) -- none
fn f783() {}
// concheck: allow(double_lock) -- none
fn f784() {}
// concheck: allow(double_lock) -- none
fn f785() {}
// concheck: allow(double_lock) -- none
fn f786() {}
// concheck: allow(double_lock) -- none
fn f787() {}
// concheck: allow(double_lock) -- none
fn f788() {}
// concheck: allow(double_lock) -- none
fn f789() {}
// concheck: allow(double_lock) -- none
fn f790() {}
// concheck: allow(double_lock) -- none
fn f791() {}
// concheck: allow(double_lock) -- none
fn f792() {}
// concheck: allow(double_lock) -- none
fn f793() {}
// concheck: allow(double_lock) -- none
fn f794() {}
// concheck: allow(double_lock) -- none
fn f795() {}
// concheck: allow(double_lock) -- none
fn f796() {}
// concheck: allow(double_lock) -- none
fn f797() {}
// concheck: allow(double_lock) -- none
fn f798() {}
// concheck: allow(double_lock) -- none
fn f799() {}
// concheck: allow(double_lock) -- none
fn f800() {}
// concheck: allow(double_lock) -- none
fn f801() {}
// concheck: allow(double_lock) -- none
fn f802() {}
// concheck: allow(double_lock) -- none
fn f803() {}
// concheck: allow(double_lock) -- none
fn f804() {}
// concheck: allow(double_lock) -- none
fn f805() {}
// concheck: allow(double_lock) -- none
fn f806() {}
// concheck: allow(double_lock) -- none
fn f807() {}
// concheck: allow(double_lock) -- none
fn f808() {}
// concheck: allow(double_lock) -- none
fn f809() {}
// concheck: allow(double_lock) -- none
fn f810() {}
// concheck: allow(double_lock) -- none
fn f811() {}
// concheck: allow(double_lock) -- none
fn f812() {}
// concheck: allow(double_lock) -- none
fn f813() {}
// concheck: allow(double_lock) -- none
fn f814() {}
// concheck: allow(double_lock) -- none
fn f815() {}
// concheck: allow(double_lock) -- none
fn f816() {}
// concheck: allow(double_lock) -- none
fn f817() {}
// concheck: allow(double_lock) -- none
fn f818() {}
// concheck: allow(double_lock) -- none
fn f819() {}
// concheck: allow(double_lock) -- none
fn f820() {}
// concheck: allow(double_lock) -- none
fn f821() {}
// concheck: allow(double_lock) -- none
fn f822() {}
// concheck: allow(double_lock) -- none
fn f823() {}
// concheck: allow(double_lock) -- none
fn f824() {}
// concheck: allow(double_lock) -- none
fn f825() {}
// concheck: allow(double_lock) -- none
fn f826() {}
// concheck: allow(double_lock) -- none
fn f827() {}
// concheck: allow(double_lock) -- none
fn f828() {}
// concheck: allow(double_lock) -- none
fn f829() {}
// concheck: allow(double_lock) -- none
fn f830() {}
// concheck: allow(double_lock) -- none
fn f831() {}
// concheck: allow(double_lock) -- none
fn f832() {}
// concheck: allow(double_lock) -- none
fn f833() {}
// concheck: allow(double_lock) -- none
fn f834() {}
// concheck: allow(double_lock) -- none
fn f835() {}
// concheck: allow(double_lock) -- none
fn f836() {}
// concheck: allow(double_lock) -- none
fn f837() {}
// concheck: allow(double_lock) -- none
fn f838() {}
// concheck: allow(double_lock) -- none
fn f839() {}
// concheck: allow(double_lock) -- none
fn f840() {}
// concheck: allow(double_lock) -- none
fn f841() {}
// concheck: allow(double_lock) -- none
fn f842() {}
// concheck: allow(double_lock) -- none
fn f843() {}
// concheck: allow(double_lock) -- none
fn f844() {}
// concheck: allow(double_lock) -- none
fn f845() {}
// concheck: allow(double_lock) -- none
fn f846() {}
// concheck: allow(double_lock) -- none
fn f847() {}
// concheck: allow(double_lock) -- none
fn f848() {}
// concheck: allow(double_lock) -- none
fn f849() {}
// concheck: allow(double_lock) -- none
fn f850() {}
// concheck: allow(double_lock) -- none
fn f851() {}
// concheck: allow(double_lock) -- none
fn f852() {}
// concheck: allow(double_lock) -- none
fn f853() {}
// concheck: allow(double_lock) -- none
fn f854() {}
// concheck: allow(double_lock) -- none
fn f855() {}
// concheck: allow(double_lock) -- none
fn f856() {}
// concheck: allow(double_lock) -- none
fn f857() {}
// concheck: allow(double_lock) -- none
fn f858() {}
// concheck: allow(double_lock) -- none
fn f859() {}
// concheck: allow(double_lock) -- none
fn f860() {}
// concheck: allow(double_lock) -- none
fn f861() {}
// concheck: allow(double_lock) -- none
fn f862() {}
// concheck: allow(double_lock) -- none
fn f863() {}
// concheck: allow(double_lock) -- none
fn f864() {}
// concheck: allow(double_lock) -- none
fn f865() {}
// concheck: allow(double_lock) -- none
fn f866() {}
// concheck: allow(double_lock) -- none
fn f867() {}
// concheck: allow(double_lock) -- none
fn f868() {}
// concheck: allow(double_lock) -- none
fn f869() {}
// concheck: allow(double_lock) -- none
fn f870() {}
// concheck: allow(double_lock) -- none
fn f871() {}
// concheck: allow(double_lock) -- none
fn f872() {}
// concheck: allow(double_lock) -- none
fn f873() {}
// concheck: allow(double_lock) -- none
fn f874() {}
// concheck: allow(double_lock) -- none
fn f875() {}
// concheck: allow(double_lock) -- none
fn f876() {}
// concheck: allow(double_lock) -- none
fn f877() {}
// concheck: allow(double_lock) -- none
fn f878() {}
// concheck: allow(double_lock) -- none
fn f879() {}
// concheck: allow(double_lock) -- none
fn f880() {}
// concheck: allow(double_lock) -- none
fn f881() {}
// concheck: allow(double_lock) -- none
fn f882() {}
// concheck: allow(double_lock) -- none
fn f883() {}
// concheck: allow(double_lock) -- none
fn f884() {}
// concheck: allow(double_lock) -- none
fn f885() {}
// concheck: allow(double_lock) -- none
fn f886() {}
// concheck: allow(double_lock) -- none
fn f887() {}
// concheck: allow(double_lock) -- none
fn f888() {}
// concheck: allow(double_lock) -- none
fn f889() {}
// concheck: allow(double_lock) -- none
fn f890() {}
// concheck: allow(double_lock) -- none
fn f891() {}
// concheck: allow(double_lock) -- none
fn f892() {}
// concheck: allow(double_lock) -- none
fn f893() {}
// concheck: allow(double_lock) -- none
fn f894() {}
// concheck: allow(double_lock) -- none
fn f895() {}
// concheck: allow(double_lock) -- none
fn f896() {}
// concheck: allow(double_lock) -- none
fn f897() {}
// concheck: allow(double_lock) -- none
fn f898() {}
// concheck: allow(double_lock) -- none
fn f899() {}
// concheck: allow(double_lock) -- none
fn f900() {}
// concheck: allow(double_lock) -- none
fn f901() {}
// concheck: allow(double_lock) -- none
fn f902() {}
// concheck: allow(double_lock) -- none
fn f903() {}
// concheck: allow(double_lock) -- none
fn f904() {}
// concheck: allow(double_lock) -- none
fn f905() {}
// concheck: allow(double_lock) -- none
fn f906() {}
// concheck: allow(double_lock) -- none
fn f907() {}
// concheck: allow(double_lock) -- none
fn f908() {}
// concheck: allow(double_lock) -- none
fn f909() {}
// concheck: allow(double_lock) -- none
fn f910() {}
// concheck: allow(double_lock) -- none
fn f911() {}
// concheck: allow(double_lock) -- none
fn f912() {}
// concheck: allow(double_lock) -- none
fn f913() {}
// concheck: allow(double_lock) -- none
fn f914() {}
// concheck: allow(double_lock) -- none
fn f915() {}
// concheck: allow(double_lock) -- none
fn f916() {}
// concheck: allow(double_lock) -- none
fn f917() {}
// concheck: allow(double_lock) -- none
fn f918() {}
// concheck: allow(double_lock) -- none
fn f919() {}
// concheck: allow(double_lock) -- none
fn f920() {}
// concheck: allow(double_lock) -- none
fn f921() {}
// concheck: allow(double_lock) -- none
fn f922() {}
// concheck: allow(double_lock) -- none
fn f923() {}
// concheck: allow(double_lock) -- none
fn f924() {}
// concheck: allow(double_lock) -- none
fn f925() {}
// concheck: allow(double_lock) -- none
fn f926() {}
// concheck: allow(double_lock) -- none
fn f927() {}
// concheck: allow(double_lock) -- none
fn f928() {}
// concheck: allow(double_lock) -- none
fn f929() {}
// concheck: allow(double_lock) -- none
fn f930() {}
// concheck: allow(double_lock) -- none
fn f931() {}
// concheck: allow(double_lock) -- none
fn f932() {}
// concheck: allow(double_lock) -- none
fn f933() {}
// concheck: allow(double_lock) -- none
fn f934() {}
// concheck: allow(double_lock) -- none
fn f935() {}
// concheck: allow(double_lock) -- none
fn f936() {}
// concheck: allow(double_lock) -- none
fn f937() {}
// concheck: allow(double_lock) -- none
fn f938() {}
// concheck: allow(double_lock) -- none
fn f939() {}
// concheck: allow(double_lock) -- none
fn f940() {}
// concheck: allow(double_lock) -- none
fn f941() {}
// concheck: allow(double_lock) -- none
fn f942() {}
// concheck: allow(double_lock) -- none
fn f943() {}
// concheck: allow(double_lock) -- none
fn f944() {}
// concheck: allow(double_lock) -- none
fn f945() {}
// concheck: allow(double_lock) -- none
fn f946() {}
// concheck: allow(double_lock) -- none
fn f947() {}
// concheck: allow(double_lock) -- none
fn f948() {}
// concheck: allow(double_lock) -- none
fn f949() {}
// concheck: allow(double_lock) -- none
fn f950() {}
// concheck: allow(double_lock) -- none
fn f951() {}
// concheck: allow(double_lock) -- none
fn f952() {}
// concheck: allow(double_lock) -- none
fn f953() {}
// concheck: allow(double_lock) -- none
fn f954() {}
// concheck: allow(double_lock) -- none
fn f955() {}
// concheck: allow(double_lock) -- none
fn f956() {}
// concheck: allow(double_lock) -- none
fn f957() {}
// concheck: allow(double_lock) -- none
fn f958() {}
// concheck: allow(double_lock) -- none
fn f959() {}
// concheck: allow(double_lock) -- none
fn f960() {}
// concheck: allow(double_lock) -- none
fn f961() {}
// concheck: allow(double_lock) -- none
fn f962() {}
// concheck: allow(double_lock) -- none
fn f963() {}
// concheck: allow(double_lock) -- none
fn f964() {}
// concheck: allow(double_lock) -- none
fn f965() {}
// concheck: allow(double_lock) -- none
fn f966() {}
// concheck: allow(double_lock) -- none
fn f967() {}
// concheck: allow(double_lock) -- none
fn f968() {}
// concheck: allow(double_lock) -- none
fn f969() {}
// concheck: allow(double_lock) -- none
fn f970() {}
// concheck: allow(double_lock) -- none
fn f971() {}
// concheck: allow(double_lock) -- none
fn f972() {}
// concheck: allow(double_lock) -- none
fn f973() {}
// concheck: allow(double_lock) -- none
fn f974() {}
// concheck: allow(double_lock) -- none
fn f975() {}
// concheck: allow(double_lock) -- none
fn f976() {}
// concheck: allow(double_lock) -- none
fn f977() {}
// concheck: allow(double_lock) -- none
fn f978() {}
// concheck: allow(double_lock) -- none
fn f979() {}
// concheck: allow(double_lock) -- none
fn f980() {}
// concheck: allow(double_lock) -- none
fn f981() {}
// concheck: allow(double_lock) -- none
fn f982() {}
// concheck: allow(double_lock) -- none
fn f983() {}
// concheck: allow(double_lock) -- none
fn f984() {}
// concheck: allow(double_lock) -- none
fn f985() {}
// concheck: allow(double_lock) -- none
fn f986() {}
// concheck: allow(double_lock) -- none
fn f987() {}
// concheck: allow(double_lock) -- none
fn f988() {}
// concheck: allow(double_lock) -- none
fn f989() {}
// concheck: allow(double_lock) -- none
fn f990() {}
// concheck: allow(double_lock) -- none
fn f991() {}
// concheck: allow(double_lock) -- none
fn f992() {}
// concheck: allow(double_lock) -- none
fn f993() {}
// concheck: allow(double_lock) -- none
fn f994() {}
// concheck: allow(double_lock) -- none
fn f995() {}
// concheck: allow(double_lock) -- none
fn f996() {}
// concheck: allow(double_lock) -- none
fn f997() {}
// concheck: allow(double_lock) -- none
fn f998() {}
// concheck: allow(double_lock) -- none
fn f999() {}
// concheck: allow(double_lock) -- none
fn f1000() {}
// concheck: allow(double_lock) -- none
fn f1001() {}
// concheck: allow(double_lock) -- none
fn f1002() {}
// concheck: allow(double_lock) -- none
fn f1003() {}
// concheck: allow(double_lock) -- none
fn f1004() {}
// concheck: allow(double_lock) -- none
fn f1005() {}
// concheck: allow(double_lock) -- none
fn f1006() {}
// concheck: allow(double_lock) -- none
fn f1007() {}
// concheck: allow(double_lock) -- none
fn f1008() {}
// concheck: allow(double_lock) -- none
fn f1009() {}
// concheck: allow(double_lock) -- none
fn f1010() {}
// concheck: allow(double_lock) -- none
fn f1011() {}
// concheck: allow(double_lock) -- none
fn f1012() {}
// concheck: allow(double_lock) -- none
fn f1013() {}
// concheck: allow(double_lock) -- none
fn f1014() {}
// concheck: allow(double_lock) -- none
fn f1015() {}
// concheck: allow(double_lock) -- none
fn f1016() {}
// concheck: allow(double_lock) -- none
fn f1017() {}
// concheck: allow(double_lock) -- none
fn f1018() {}
// concheck: allow(double_lock) -- none
fn f1019() {}
// concheck: allow(double_lock) -- none
fn f1020() {}
// concheck: allow(double_lock) -- none
fn f1021() {}
// concheck: allow(double_lock) -- none
fn f1022() {}
// concheck: allow(double_lock) -- none
fn f1023() {}
// concheck: allow(double_lock) -- none
fn f1024() {}
// concheck: allow(double_lock) -- none
fn f1025() {}
// concheck: allow(double_lock) -- none
fn f1026() {}
// concheck: allow(double_lock) -- none
fn f1027() {}
// concheck: allow(double_lock) -- none
fn f1028() {}
// concheck: allow(double_lock) -- none
fn f1029() {}
// concheck: allow(double_lock) -- none
fn f1030() {}
// concheck: allow(double_lock) -- none
fn f1031() {}
// concheck: allow(double_lock) -- none
fn f1032() {}
// concheck: allow(double_lock) -- none
fn f1033() {}
// concheck: allow(double_lock) -- none
fn f1034() {}
// concheck: allow(double_lock) -- none
fn f1035() {}
// concheck: allow(double_lock) -- none
fn f1036() {}
// concheck: allow(double_lock) -- none
fn f1037() {}
// concheck: allow(double_lock) -- none
fn f1038() {}
// concheck: allow(double_lock) -- none
fn f1039() {}
// concheck: allow(double_lock) -- none
fn f1040() {}
// concheck: allow(double_lock) -- none
fn f1041() {}
// concheck: allow(double_lock) -- none
fn f1042() {}
// concheck: allow(double_lock) -- none
fn f1043() {}
// concheck: allow(double_lock) -- none
fn f1044() {}
// concheck: allow(double_lock) -- none
fn f1045() {}
// concheck: allow(double_lock) -- none
fn f1046() {}
// concheck: allow(double_lock) -- none
fn f1047() {}
// concheck: allow(double_lock) -- none
fn f1048() {}
// concheck: allow(double_lock) -- none
fn f1049() {}
// concheck: allow(double_lock) -- none
fn f1050() {}
// concheck: allow(double_lock) -- none
fn f1051() {}
// concheck: allow(double_lock) -- none
fn f1052() {}
// concheck: allow(double_lock) -- none
fn f1053() {}
// concheck: allow(double_lock) -- none
fn f1054() {}
// concheck: allow(double_lock) -- none
fn f1055() {}
// concheck: allow(double_lock) -- none
fn f1056() {}
// concheck: allow(double_lock) -- none
fn f1057() {}
// concheck: allow(double_lock) -- none
fn f1058() {}
// concheck: allow(double_lock) -- none
fn f1059() {}
// concheck: allow(double_lock) -- none
fn f1060() {}
// concheck: allow(double_lock) -- none
fn f1061() {}
// concheck: allow(double_lock) -- none
fn f1062() {}
// concheck: allow(double_lock) -- none
fn f1063() {}
// concheck: allow(double_lock) -- none
fn f1064() {}
// concheck: allow(double_lock) -- none
fn f1065() {}
// concheck: allow(double_lock) -- none
fn f1066() {}
// concheck: allow(double_lock) -- none
fn f1067() {}
// concheck: allow(double_lock) -- none
fn f1068() {}
// concheck: allow(double_lock) -- none
fn f1069() {}
// concheck: allow(double_lock) -- none
fn f1070() {}
// concheck: allow(double_lock) -- none
fn f1071() {}
// concheck: allow(double_lock) -- none
fn f1072() {}
// concheck: allow(double_lock) -- none
fn f1073() {}
// concheck: allow(double_lock) -- none
fn f1074() {}
// concheck: allow(double_lock) -- none
fn f1075() {}
// concheck: allow(double_lock) -- none
fn f1076() {}
// concheck: allow(double_lock) -- none
fn f1077() {}
// concheck: allow(double_lock) -- none
fn f1078() {}
// concheck: allow(double_lock) -- none
fn f1079() {}
// concheck: allow(double_lock) -- none
fn f1080() {}
// concheck: allow(double_lock) -- none
fn f1081() {}
// concheck: allow(double_lock) -- none
fn f1082() {}
// concheck: allow(double_lock) -- none
fn f1083() {}
// concheck: allow(double_lock) -- none
fn f1084() {}
// concheck: allow(double_lock) -- none
fn f1085() {}
// concheck: allow(double_lock) -- none
fn f1086() {}
// concheck: allow(double_lock) -- none
fn f1087() {}
// concheck: allow(double_lock) -- none
fn f1088() {}
// concheck: allow(double_lock) -- none
fn f1089() {}
// concheck: allow(double_lock) -- none
fn f1090() {}
// concheck: allow(double_lock) -- none
fn f1091() {}
// concheck: allow(double_lock) -- none
fn f1092() {}
// concheck: allow(double_lock) -- none
fn f1093() {}
// concheck: allow(double_lock) -- none
fn f1094() {}
// concheck: allow(double_lock) -- none
fn f1095() {}
// concheck: allow(double_lock) -- none
fn f1096() {}
// concheck: allow(double_lock) -- none
fn f1097() {}
// concheck: allow(double_lock) -- none
fn f1098() {}
// concheck: allow(double_lock) -- none
fn f1099() {}
// concheck: allow(double_lock) -- none
fn f1100() {}
// concheck: allow(double_lock) -- none
fn f1101() {}
// concheck: allow(double_lock) -- none
fn f1102() {}
// concheck: allow(double_lock) -- none
fn f1103() {}
// concheck: allow(double_lock) -- none
fn f1104() {}
// concheck: allow(double_lock) -- none
fn f1105() {}
// concheck: allow(double_lock) -- none
fn f1106() {}
// concheck: allow(double_lock) -- none
fn f1107() {}
// concheck: allow(double_lock) -- none
fn f1108() {}
// concheck: allow(double_lock) -- none
fn f1109() {}
// concheck: allow(double_lock) -- none
fn f1110() {}
// concheck: allow(double_lock) -- none
fn f1111() {}
// concheck: allow(double_lock) -- none
fn f1112() {}
// concheck: allow(double_lock) -- none
fn f1113() {}
// concheck: allow(double_lock) -- none
fn f1114() {}
// concheck: allow(double_lock) -- none
fn f1115() {}
// concheck: allow(double_lock) -- none
fn f1116() {}
// concheck: allow(double_lock) -- none
fn f1117() {}
// concheck: allow(double_lock) -- none
fn f1118() {}
// concheck: allow(double_lock) -- none
fn f1119() {}
// concheck: allow(double_lock) -- none
fn f1120() {}
// concheck: allow(double_lock) -- none
fn f1121() {}
// concheck: allow(double_lock) -- none
fn f1122() {}
// concheck: allow(double_lock) -- none
fn f1123() {}
// concheck: allow(double_lock) -- none
fn f1124() {}
// concheck: allow(double_lock) -- none
fn f1125() {}
// concheck: allow(double_lock) -- none
fn f1126() {}
// concheck: allow(double_lock) -- none
fn f1127() {}
// concheck: allow(double_lock) -- none
fn f1128() {}
// concheck: allow(double_lock) -- none
fn f1129() {}
// concheck: allow(double_lock) -- none
fn f1130() {}
// concheck: allow(double_lock) -- none
fn f1131() {}
// concheck: allow(double_lock) -- none
fn f1132() {}
// concheck: allow(double_lock) -- none
fn f1133() {}
// concheck: allow(double_lock) -- none
fn f1134() {}
// concheck: allow(double_lock) -- none
fn f1135() {}
// concheck: allow(double_lock) -- none
fn f1136() {}
// concheck: allow(double_lock) -- none
fn f1137() {}
// concheck: allow(double_lock) -- none
fn f1138() {}
// concheck: allow(double_lock) -- none
fn f1139() {}
// concheck: allow(double_lock) -- none
fn f1140() {}
// concheck: allow(double_lock) -- none
fn f1141() {}
// concheck: allow(double_lock) -- none
fn f1142() {}
// concheck: allow(double_lock) -- none
fn f1143() {}
// concheck: allow(double_lock) -- none
fn f1144() {}
// concheck: allow(double_lock) -- none
fn f1145() {}
// concheck: allow(double_lock) -- none
fn f1146() {}
// concheck: allow(double_lock) -- none
fn f1147() {}
// concheck: allow(double_lock) -- none
fn f1148() {}
// concheck: allow(double_lock) -- none
fn f1149() {}
// concheck: allow(double_lock) -- none
fn f1150() {}
// concheck: allow(double_lock) -- none
fn f1151() {}
// concheck: allow(double_lock) -- none
fn f1152() {}
// concheck: allow(double_lock) -- none
fn f1153() {}
// concheck: allow(double_lock) -- none
fn f1154() {}
// concheck: allow(double_lock) -- none
fn f1155() {}
// concheck: allow(double_lock) -- none
fn f1156() {}
// concheck: allow(double_lock) -- none
fn f1157() {}
// concheck: allow(double_lock) -- none
fn f1158() {}
// concheck: allow(double_lock) -- none
fn f1159() {}
// concheck: allow(double_lock) -- none
fn f1160() {}
// concheck: allow(double_lock) -- none
fn f1161() {}
// concheck: allow(double_lock) -- none
fn f1162() {}
// concheck: allow(double_lock) -- none
fn f1163() {}
// concheck: allow(double_lock) -- none
fn f1164() {}
// concheck: allow(double_lock) -- none
fn f1165() {}
// concheck: allow(double_lock) -- none
fn f1166() {}
// concheck: allow(double_lock) -- none
fn f1167() {}
// concheck: allow(double_lock) -- none
fn f1168() {}
// concheck: allow(double_lock) -- none
fn f1169() {}
// concheck: allow(double_lock) -- none
fn f1170() {}
// concheck: allow(double_lock) -- none
fn f1171() {}
// concheck: allow(double_lock) -- none
fn f1172() {}
// concheck: allow(double_lock) -- none
fn f1173() {}
// concheck: allow(double_lock) -- none
fn f1174() {}
// concheck: allow(double_lock) -- none
fn f1175() {}
// concheck: allow(double_lock) -- none
fn f1176() {}
// concheck: allow(double_lock) -- none
fn f1177() {}
// concheck: allow(double_lock) -- none
fn f1178() {}
// concheck: allow(double_lock) -- none
fn f1179() {}
// concheck: allow(double_lock) -- none
fn f1180() {}
// concheck: allow(double_lock) -- none
fn f1181() {}
// concheck: allow(double_lock) -- none
fn f1182() {}
// concheck: allow(double_lock) -- none
fn f1183() {}
// concheck: allow(double_lock) -- none
fn f1184() {}
// concheck: allow(double_lock) -- none
fn f1185() {}
// concheck: allow(double_lock) -- none
fn f1186() {}
// concheck: allow(double_lock) -- none
fn f1187() {}
// concheck: allow(double_lock) -- none
fn f1188() {}
// concheck: allow(double_lock) -- none
fn f1189() {}
// concheck: allow(double_lock) -- none
fn f1190() {}
// concheck: allow(double_lock) -- none
fn f1191() {}
// concheck: allow(double_lock) -- none
fn f1192() {}
// concheck: allow(double_lock) -- none
fn f1193() {}
// concheck: allow(double_lock) -- none
fn f1194() {}
// concheck: allow(double_lock) -- none
fn f1195() {}
// concheck: allow(double_lock) -- none
fn f1196() {}
// concheck: allow(double_lock) -- none
fn f1197() {}
// concheck: allow(double_lock) -- none
fn f1198() {}
// concheck: allow(double_lock) -- none
fn f1199() {}
// concheck: allow(double_lock) -- none
fn f1200() {}
// concheck: allow(double_lock) -- none
fn f1201() {}
// concheck: allow(double_lock) -- none
fn f1202() {}
// concheck: allow(double_lock) -- none
fn f1203() {}
// concheck: allow(double_lock) -- none
fn f1204() {}
// concheck: allow(double_lock) -- none
fn f1205() {}
// concheck: allow(double_lock) -- none
fn f1206() {}
// concheck: allow(double_lock) -- none
fn f1207() {}
// concheck: allow(double_lock) -- none
fn f1208() {}
// concheck: allow(double_lock) -- none
fn f1209() {}
// concheck: allow(double_lock) -- none
fn f1210() {}
// concheck: allow(double_lock) -- none
fn f1211() {}
// concheck: allow(double_lock) -- none
fn f1212() {}
// concheck: allow(double_lock) -- none
fn f1213() {}
// concheck: allow(double_lock) -- none
fn f1214() {}
// concheck: allow(double_lock) -- none
fn f1215() {}
// concheck: allow(double_lock) -- none
fn f1216() {}
// concheck: allow(double_lock) -- none
fn f1217() {}
// concheck: allow(double_lock) -- none
fn f1218() {}
// concheck: allow(double_lock) -- none
fn f1219() {}
// concheck: allow(double_lock) -- none
fn f1220() {}
// concheck: allow(double_lock) -- none
fn f1221() {}
// concheck: allow(double_lock) -- none
fn f1222() {}
// concheck: allow(double_lock) -- none
fn f1223() {}
// concheck: allow(double_lock) -- none
fn f1224() {}
// concheck: allow(double_lock) -- none
fn f1225() {}
// concheck: allow(double_lock) -- none
fn f1226() {}
// concheck: allow(double_lock) -- none
fn f1227() {}
// concheck: allow(double_lock) -- none
fn f1228() {}
// concheck: allow(double_lock) -- none
fn f1229() {}
// concheck: allow(double_lock) -- none
fn f1230() {}
// concheck: allow(double_lock) -- none
fn f1231() {}
// concheck: allow(double_lock) -- none
fn f1232() {}
// concheck: allow(double_lock) -- none
fn f1233() {}
// concheck: allow(double_lock) -- none
fn f1234() {}
// concheck: allow(double_lock) -- none
fn f1235() {}
// concheck: allow(double_lock) -- none
fn f1236() {}
// concheck: allow(double_lock) -- none
fn f1237() {}
// concheck: allow(double_lock) -- none
fn f1238() {}
// concheck: allow(double_lock) -- none
fn f1239() {}
// concheck: allow(double_lock) -- none
fn f1240() {}
// concheck: allow(double_lock) -- none
fn f1241() {}
// concheck: allow(double_lock) -- none
fn f1242() {}
// concheck: allow(double_lock) -- none
fn f1243() {}
// concheck: allow(double_lock) -- none
fn f1244() {}
// concheck: allow(double_lock) -- none
fn f1245() {}
// concheck: allow(double_lock) -- none
fn f1246() {}
// concheck: allow(double_lock) -- none
fn f1247() {}
// concheck: allow(double_lock) -- none
fn f1248() {}
// concheck: allow(double_lock) -- none
fn f1249() {}
// concheck: allow(double_lock) -- none
fn f1250() {}
// concheck: allow(double_lock) -- none
fn f1251() {}
// concheck: allow(double_lock) -- none
fn f1252() {}
// concheck: allow(double_lock) -- none
fn f1253() {}
// concheck: allow(double_lock) -- none
fn f1254() {}
// concheck: allow(double_lock) -- none
fn f1255() {}
// concheck: allow(double_lock) -- none
fn f1256() {}
// concheck: allow(double_lock) -- none
fn f1257() {}
// concheck: allow(double_lock) -- none
fn f1258() {}
// concheck: allow(double_lock) -- none
fn f1259() {}
// concheck: allow(double_lock) -- none
fn f1260() {}
// concheck: allow(double_lock) -- none
fn f1261() {}
// concheck: allow(double_lock) -- none
fn f1262() {}
// concheck: allow(double_lock) -- none
fn f1263() {}
// concheck: allow(double_lock) -- none
fn f1264() {}
// concheck: allow(double_lock) -- none
fn f1265() {}
// concheck: allow(double_lock) -- none
fn f1266() {}
// concheck: allow(double_lock) -- none
fn f1267() {}
// concheck: allow(double_lock) -- none
fn f1268() {}
// concheck: allow(double_lock) -- none
fn f1269() {}
// concheck: allow(double_lock) -- none
fn f1270() {}
// concheck: allow(double_lock) -- none
fn f1271() {}
// concheck: allow(double_lock) -- none
fn f1272() {}
// concheck: allow(double_lock) -- none
fn f1273() {}
// concheck: allow(double_lock) -- none
fn f1274() {}
// concheck: allow(double_lock) -- none
fn f1275() {}
// concheck: allow(double_lock) -- none
fn f1276() {}
// concheck: allow(double_lock) -- none
fn f1277() {}
// concheck: allow(double_lock) -- none
fn f1278() {}
// concheck: allow(double_lock) -- none
fn f1279() {}
// concheck: allow(double_lock) -- none
fn f1280() {}
// concheck: allow(double_lock) -- none
fn f1281() {}
// concheck: allow(double_lock) -- none
fn f1282() {}
// concheck: allow(double_lock) -- none
fn f1283() {}
// concheck: allow(double_lock) -- none
fn f1284() {}
// concheck: allow(double_lock) -- none
fn f1285() {}
// concheck: allow(double_lock) -- none
fn f1286() {}
// concheck: allow(double_lock) -- none
fn f1287() {}
// concheck: allow(double_lock) -- none
fn f1288() {}
// concheck: allow(double_lock) -- none
fn f1289() {}
// concheck: allow(double_lock) -- none
fn f1290() {}
// concheck: allow(double_lock) -- none
fn f1291() {}
// concheck: allow(double_lock) -- none
fn f1292() {}
// concheck: allow(double_lock) -- none
fn f1293() {}
// concheck: allow(double_lock) -- none
fn f1294() {}
// concheck: allow(double_lock) -- none
fn f1295() {}
// concheck: allow(double_lock) -- none
fn f1296() {}
// concheck: allow(double_lock) -- none
fn f1297() {}
// concheck: allow(double_lock) -- none
fn f1298() {}
// concheck: allow(double_lock) -- none
fn f1299() {}
// concheck: allow(double_lock) -- none
fn f1300() {}
// concheck: allow(double_lock) -- none
fn f1301() {}
// concheck: allow(double_lock) -- none
fn f1302() {}
// concheck: allow(double_lock) -- none
fn f1303() {}
// concheck: allow(double_lock) -- none
fn f1304() {}
// concheck: allow(double_lock) -- none
fn f1305() {}
// concheck: allow(double_lock) -- none
fn f1306() {}
// concheck: allow(double_lock) -- none
fn f1307() {}
// concheck: allow(double_lock) -- none
fn f1308() {}
// concheck: allow(double_lock) -- none
fn f1309() {}
// concheck: allow(double_lock) -- none
fn f1310() {}
// concheck: allow(double_lock) -- none
fn f1311() {}
// concheck: allow(double_lock) -- none
fn f1312() {}
// concheck: allow(double_lock) -- none
fn f1313() {}
// concheck: allow(double_lock) -- none
fn f1314() {}
// concheck: allow(double_lock) -- none
fn f1315() {}
// concheck: allow(double_lock) -- none
fn f1316() {}
// concheck: allow(double_lock) -- none
fn f1317() {}
// concheck: allow(double_lock) -- none
fn f1318() {}
// concheck: allow(double_lock) -- none
fn f1319() {}
// concheck: allow(double_lock) -- none
fn f1320() {}
// concheck: allow(double_lock) -- none
fn f1321() {}
// concheck: allow(double_lock) -- none
fn f1322() {}
// concheck: allow(double_lock) -- none
fn f1323() {}
// concheck: allow(double_lock) -- none
fn f1324() {}
// concheck: allow(double_lock) -- none
fn f1325() {}
// concheck: allow(double_lock) -- none
fn f1326() {}
// concheck: allow(double_lock) -- none
fn f1327() {}
// concheck: allow(double_lock) -- none
fn f1328() {}
// concheck: allow(double_lock) -- none
fn f1329() {}
// concheck: allow(double_lock) -- none
fn f1330() {}
// concheck: allow(double_lock) -- none
fn f1331() {}
// concheck: allow(double_lock) -- none
fn f1332() {}
// concheck: allow(double_lock) -- none
fn f1333() {}
// concheck: allow(double_lock) -- none
fn f1334() {}
// concheck: allow(double_lock) -- none
fn f1335() {}
// concheck: allow(double_lock) -- none
fn f1336() {}
// concheck: allow(double_lock) -- none
fn f1337() {}
// concheck: allow(double_lock) -- none
fn f1338() {}
// concheck: allow(double_lock) -- none
fn f1339() {}
// concheck: allow(double_lock) -- none
fn f1340() {}
// concheck: allow(double_lock) -- none
fn f1341() {}
// concheck: allow(double_lock) -- none
fn f1342() {}
// concheck: allow(double_lock) -- none
fn f1343() {}
// concheck: allow(double_lock) -- none
fn f1344() {}
// concheck: allow(double_lock) -- none
fn f1345() {}
// concheck: allow(double_lock) -- none
fn f1346() {}
// concheck: allow(double_lock) -- none
fn f1347() {}
// concheck: allow(double_lock) -- none
fn f1348() {}
// concheck: allow(double_lock) -- none
fn f1349() {}
// concheck: allow(double_lock) -- none
fn f1350() {}
// concheck: allow(double_lock) -- none
fn f1351() {}
// concheck: allow(double_lock) -- none
fn f1352() {}
// concheck: allow(double_lock) -- none
fn f1353() {}
// concheck: allow(double_lock) -- none
fn f1354() {}
// concheck: allow(double_lock) -- none
fn f1355() {}
// concheck: allow(double_lock) -- none
fn f1356() {}
// concheck: allow(double_lock) -- none
fn f1357() {}
// concheck: allow(double_lock) -- none
fn f1358() {}
// concheck: allow(double_lock) -- none
fn f1359() {}
// concheck: allow(double_lock) -- none
fn f1360() {}
// concheck: allow(double_lock) -- none
fn f1361() {}
// concheck: allow(double_lock) -- none
fn f1362() {}
// concheck: allow(double_lock) -- none
fn f1363() {}
// concheck: allow(double_lock) -- none
fn f1364() {}
// concheck: allow(double_lock) -- none
fn f1365() {}
// concheck: allow(double_lock) -- none
fn f1366() {}
// concheck: allow(double_lock) -- none
fn f1367() {}
// concheck: allow(double_lock) -- none
fn f1368() {}
// concheck: allow(double_lock) -- none
fn f1369() {}
// concheck: allow(double_lock) -- none
fn f1370() {}
// concheck: allow(double_lock) -- none
fn f1371() {}
// concheck: allow(double_lock) -- none
fn f1372() {}
// concheck: allow(double_lock) -- none
fn f1373() {}
// concheck: allow(double_lock) -- none
fn f1374() {}
// concheck: allow(double_lock) -- none
fn f1375() {}
// concheck: allow(double_lock) -- none
fn f1376() {}
// concheck: allow(double_lock) -- none
fn f1377() {}
// concheck: allow(double_lock) -- none
fn f1378() {}
// concheck: allow(double_lock) -- none
fn f1379() {}
// concheck: allow(double_lock) -- none
fn f1380() {}
// concheck: allow(double_lock) -- none
fn f1381() {}
// concheck: allow(double_lock) -- none
fn f1382() {}
// concheck: allow(double_lock) -- none
fn f1383() {}
// concheck: allow(double_lock) -- none
fn f1384() {}
// concheck: allow(double_lock) -- none
fn f1385() {}
// concheck: allow(double_lock) -- none
fn f1386() {}
// concheck: allow(double_lock) -- none
fn f1387() {}
// concheck: allow(double_lock) -- none
fn f1388() {}
// concheck: allow(double_lock) -- none
fn f1389() {}
// concheck: allow(double_lock) -- none
fn f1390() {}
// concheck: allow(double_lock) -- none
fn f1391() {}
// concheck: allow(double_lock) -- none
fn f1392() {}
// concheck: allow(double_lock) -- none
fn f1393() {}
// concheck: allow(double_lock) -- none
fn f1394() {}
// concheck: allow(double_lock) -- none
fn f1395() {}
// concheck: allow(double_lock) -- none
fn f1396() {}
// concheck: allow(double_lock) -- none
fn f1397() {}
// concheck: allow(double_lock) -- none
fn f1398() {}
// concheck: allow(double_lock) -- none
fn f1399() {}
// concheck: allow(double_lock) -- none
fn f1400() {}
// concheck: allow(double_lock) -- none
fn f1401() {}
// concheck: allow(double_lock) -- none
fn f1402() {}
// concheck: allow(double_lock) -- none
fn f1403() {}
// concheck: allow(double_lock) -- none
fn f1404() {}
// concheck: allow(double_lock) -- none
fn f1405() {}
// concheck: allow(double_lock) -- none
fn f1406() {}
// concheck: allow(double_lock) -- none
fn f1407() {}
// concheck: allow(double_lock) -- none
fn f1408() {}
// concheck: allow(double_lock) -- none
fn f1409() {}
// concheck: allow(double_lock) -- none
fn f1410() {}
// concheck: allow(double_lock) -- none
fn f1411() {}
// concheck: allow(double_lock) -- none
fn f1412() {}
// concheck: allow(double_lock) -- none
fn f1413() {}
// concheck: allow(double_lock) -- none
fn f1414() {}
// concheck: allow(double_lock) -- none
fn f1415() {}
// concheck: allow(double_lock) -- none
fn f1416() {}
// concheck: allow(double_lock) -- none
fn f1417() {}
// concheck: allow(double_lock) -- none
fn f1418() {}
// concheck: allow(double_lock) -- none
fn f1419() {}
// concheck: allow(double_lock) -- none
fn f1420() {}
// concheck: allow(double_lock) -- none
fn f1421() {}
// concheck: allow(double_lock) -- none
fn f1422() {}
// concheck: allow(double_lock) -- none
fn f1423() {}
// concheck: allow(double_lock) -- none
fn f1424() {}
// concheck: allow(double_lock) -- none
fn f1425() {}
// concheck: allow(double_lock) -- none
fn f1426() {}
// concheck: allow(double_lock) -- none
fn f1427() {}
// concheck: allow(double_lock) -- none
fn f1428() {}
// concheck: allow(double_lock) -- none
fn f1429() {}
// concheck: allow(double_lock) -- none
fn f1430() {}
// concheck: allow(double_lock) -- none
fn f1431() {}
// concheck: allow(double_lock) -- none
fn f1432() {}
// concheck: allow(double_lock) -- none
fn f1433() {}
// concheck: allow(double_lock) -- none
fn f1434() {}
// concheck: allow(double_lock) -- none
fn f1435() {}
// concheck: allow(double_lock) -- none
fn f1436() {}
// concheck: allow(double_lock) -- none
fn f1437() {}
// concheck: allow(double_lock) -- none
fn f1438() {}
// concheck: allow(double_lock) -- none
fn f1439() {}
// concheck: allow(double_lock) -- none
fn f1440() {}
// concheck: allow(double_lock) -- none
fn f1441() {}
// concheck: allow(double_lock) -- none
fn f1442() {}
// concheck: allow(double_lock) -- none
fn f1443() {}
// concheck: allow(double_lock) -- none
fn f1444() {}
// concheck: allow(double_lock) -- none
fn f1445() {}
// concheck: allow(double_lock) -- none
fn f1446() {}
// concheck: allow(double_lock) -- none
fn f1447() {}
// concheck: allow(double_lock) -- none
fn f1448() {}
// concheck: allow(double_lock) -- none
fn f1449() {}
// concheck: allow(double_lock) -- none
fn f1450() {}
// concheck: allow(double_lock) -- none
fn f1451() {}
// concheck: allow(double_lock) -- none
fn f1452() {}
// concheck: allow(double_lock) -- none
fn f1453() {}
// concheck: allow(double_lock) -- none
fn f1454() {}
// concheck: allow(double_lock) -- none
fn f1455() {}
// concheck: allow(double_lock) -- none
fn f1456() {}
// concheck: allow(double_lock) -- none
fn f1457() {}
// concheck: allow(double_lock) -- none
fn f1458() {}
// concheck: allow(double_lock) -- none
fn f1459() {}
// concheck: allow(double_lock) -- none
fn f1460() {}
// concheck: allow(double_lock) -- none
fn f1461() {}
// concheck: allow(double_lock) -- none
fn f1462() {}
// concheck: allow(double_lock) -- none
fn f1463() {}
// concheck: allow(double_lock) -- none
fn f1464() {}
// concheck: allow(double_lock) -- none
fn f1465() {}
// concheck: allow(double_lock) -- none
fn f1466() {}
// concheck: allow(double_lock) -- none
fn f1467() {}
// concheck: allow(double_lock) -- none
fn f1468() {}
// concheck: allow(double_lock) -- none
fn f1469() {}
// concheck: allow(double_lock) -- none
fn f1470() {}
// concheck: allow(double_lock) -- none
fn f1471() {}
// concheck: allow(double_lock) -- none
fn f1472() {}
// concheck: allow(double_lock) -- none
fn f1473() {}
// concheck: allow(double_lock) -- none
fn f1474() {}
// concheck: allow(double_lock) -- none
fn f1475() {}
// concheck: allow(double_lock) -- none
fn f1476() {}
// concheck: allow(double_lock) -- none
fn f1477() {}
// concheck: allow(double_lock) -- none
fn f1478() {}
// concheck: allow(double_lock) -- none
fn f1479() {}
// concheck: allow(double_lock) -- none
fn f1480() {}
// concheck: allow(double_lock) -- none
fn f1481() {}
// concheck: allow(double_lock) -- none
fn f1482() {}
// concheck: allow(double_lock) -- none
fn f1483() {}
// concheck: allow(double_lock) -- none
fn f1484() {}
// concheck: allow(double_lock) -- none
fn f1485() {}
// concheck: allow(double_lock) -- none
fn f1486() {}
// concheck: allow(double_lock) -- none
fn f1487() {}
// concheck: allow(double_lock) -- none
fn f1488() {}
// concheck: allow(double_lock) -- none
fn f1489() {}
// concheck: allow(double_lock) -- none
fn f1490() {}
// concheck: allow(double_lock) -- none
fn f1491() {}
// concheck: allow(double_lock) -- none
fn f1492() {}
// concheck: allow(double_lock) -- none
fn f1493() {}
// concheck: allow(double_lock) -- none
fn f1494() {}
// concheck: allow(double_lock) -- none
fn f1495() {}
// concheck: allow(double_lock) -- none
fn f1496() {}
// concheck: allow(double_lock) -- none
fn f1497() {}
// concheck: allow(double_lock) -- none
fn f1498() {}
// concheck: allow(double_lock) -- none
fn f1499() {}
// concheck: allow(double_lock) -- none
fn f1500() {}
// concheck: allow(double_lock) -- none
fn f1501() {}
// concheck: allow(double_lock) -- none
fn f1502() {}
// concheck: allow(double_lock) -- none
fn f1503() {}
// concheck: allow(double_lock) -- none
fn f1504() {}
// concheck: allow(double_lock) -- none
fn f1505() {}
// concheck: allow(double_lock) -- none
fn f1506() {}
// concheck: allow(double_lock) -- none
fn f1507() {}
// concheck: allow(double_lock) -- none
fn f1508() {}
// concheck: allow(double_lock) -- none
fn f1509() {}
// concheck: allow(double_lock) -- none
fn f1510() {}
// concheck: allow(double_lock) -- none
fn f1511() {}
// concheck: allow(double_lock) -- none
fn f1512() {}
// concheck: allow(double_lock) -- none
fn f1513() {}
// concheck: allow(double_lock) -- none
fn f1514() {}
// concheck: allow(double_lock) -- none
fn f1515() {}
// concheck: allow(double_lock) -- none
fn f1516() {}
// concheck: allow(double_lock) -- none
fn f1517() {}
// concheck: allow(double_lock) -- none
fn f1518() {}
// concheck: allow(double_lock) -- none
fn f1519() {}
// concheck: allow(double_lock) -- none
fn f1520() {}
// concheck: allow(double_lock) -- none
fn f1521() {}
// concheck: allow(double_lock) -- none
fn f1522() {}
// concheck: allow(double_lock) -- none
fn f1523() {}
// concheck: allow(double_lock) -- none
fn f1524() {}
// concheck: allow(double_lock) -- none
fn f1525() {}
// concheck: allow(double_lock) -- none
fn f1526() {}
// concheck: allow(double_lock) -- none
fn f1527() {}
// concheck: allow(double_lock) -- none
fn f1528() {}
// concheck: allow(double_lock) -- none
fn f1529() {}
// concheck: allow(double_lock) -- none
fn f1530() {}
// concheck: allow(double_lock) -- none
fn f1531() {}
// concheck: allow(double_lock) -- none
fn f1532() {}
// concheck: allow(double_lock) -- none
fn f1533() {}
// concheck: allow(double_lock) -- none
fn f1534() {}
// concheck: allow(double_lock) -- none
fn f1535() {}
// concheck: allow(double_lock) -- none
fn f1536() {}
// concheck: allow(double_lock) -- none
fn f1537() {}
// concheck: allow(double_lock) -- none
fn f1538() {}
// concheck: allow(double_lock) -- none
fn f1539() {}
// concheck: allow(double_lock) -- none
fn f1540() {}
// concheck: allow(double_lock) -- none
fn f1541() {}
// concheck: allow(double_lock) -- none
fn f1542() {}
// concheck: allow(double_lock) -- none
fn f1543() {}
// concheck: allow(double_lock) -- none
fn f1544() {}
// concheck: allow(double_lock) -- none
fn f1545() {}
// concheck: allow(double_lock) -- none
fn f1546() {}
// concheck: allow(double_lock) -- none
fn f1547() {}
// concheck: allow(double_lock) -- none
fn f1548() {}
// concheck: allow(double_lock) -- none
fn f1549() {}
// concheck: allow(double_lock) -- none
fn f1550() {}
// concheck: allow(double_lock) -- none
fn f1551() {}
// concheck: allow(double_lock) -- none
fn f1552() {}
// concheck: allow(double_lock) -- none
fn f1553() {}
// concheck: allow(double_lock) -- none
fn f1554() {}
// concheck: allow(double_lock) -- none
fn f1555() {}
// concheck: allow(double_lock) -- none
fn f1556() {}
// concheck: allow(double_lock) -- none
fn f1557() {}
// concheck: allow(double_lock) -- none
fn f1558() {}
// concheck: allow(double_lock) -- none
fn f1559() {}
// concheck: allow(double_lock) -- none
fn f1560() {}
// concheck: allow(double_lock) -- none
fn f1561() {}
// concheck: allow(double_lock) -- none
fn f1562() {}
// concheck: allow(double_lock) -- none
fn f1563() {}
// concheck: allow(double_lock) -- none
fn f1564() {}
// concheck: allow(double_lock) -- none
fn f1565() {}
// concheck: allow(double_lock) -- none
fn f1566() {}
// concheck: allow(double_lock) -- none
fn f1567() {}
// concheck: allow(double_lock) -- none
fn f1568() {}
// concheck: allow(double_lock) -- none
fn f1569() {}
// concheck: allow(double_lock) -- none
fn f1570() {}
// concheck: allow(double_lock) -- none
fn f1571() {}
// concheck: allow(double_lock) -- none
fn f1572() {}
// concheck: allow(double_lock) -- none
fn f1573() {}
// concheck: allow(double_lock) -- none
fn f1574() {}
// concheck: allow(double_lock) -- none
fn f1575() {}
// concheck: allow(double_lock) -- none
fn f1576() {}
// concheck: allow(double_lock) -- none
fn f1577() {}
// concheck: allow(double_lock) -- none
fn f1578() {}
// concheck: allow(double_lock) -- none
fn f1579() {}
// concheck: allow(double_lock) -- none
fn f1580() {}
// concheck: allow(double_lock) -- none
fn f1581() {}
// concheck: allow(double_lock) -- none
fn f1582() {}
// concheck: allow(double_lock) -- none
fn f1583() {}
// concheck: allow(double_lock) -- none
fn f1584() {}
// concheck: allow(double_lock) -- none
fn f1585() {}
// concheck: allow(double_lock) -- none
fn f1586() {}
// concheck: allow(double_lock) -- none
fn f1587() {}
// concheck: allow(double_lock) -- none
fn f1588() {}
// concheck: allow(double_lock) -- none
fn f1589() {}
// concheck: allow(double_lock) -- none
fn f1590() {}
// concheck: allow(double_lock) -- none
fn f1591() {}
// concheck: allow(double_lock) -- none
fn f1592() {}
// concheck: allow(double_lock) -- none
fn f1593() {}
// concheck: allow(double_lock) -- none
fn f1594() {}
// concheck: allow(double_lock) -- none
fn f1595() {}
// concheck: allow(double_lock) -- none
fn f1596() {}
// concheck: allow(double_lock) -- none
fn f1597() {}
// concheck: allow(double_lock) -- none
fn f1598() {}
// concheck: allow(double_lock) -- none
fn f1599() {}
// concheck: allow(double_lock) -- none
fn f1600() {}
// concheck: allow(double_lock) -- none
fn f1601() {}
// concheck: allow(double_lock) -- none
fn f1602() {}
// concheck: allow(double_lock) -- none
fn f1603() {}
// concheck: allow(double_lock) -- none
fn f1604() {}
// concheck: allow(double_lock) -- none
fn f1605() {}
// concheck: allow(double_lock) -- none
fn f1606() {}
// concheck: allow(double_lock) -- none
fn f1607() {}
// concheck: allow(double_lock) -- none
fn f1608() {}
// concheck: allow(double_lock) -- none
fn f1609() {}
// concheck: allow(double_lock) -- none
fn f1610() {}
// concheck: allow(double_lock) -- none
fn f1611() {}
// concheck: allow(double_lock) -- none
fn f1612() {}
// concheck: allow(double_lock) -- none
fn f1613() {}
// concheck: allow(double_lock) -- none
fn f1614() {}
// concheck: allow(double_lock) -- none
fn f1615() {}
// concheck: allow(double_lock) -- none
fn f1616() {}
// concheck: allow(double_lock) -- none
fn f1617() {}
// concheck: allow(double_lock) -- none
fn f1618() {}
// concheck: allow(double_lock) -- none
fn f1619() {}
// concheck: allow(double_lock) -- none
fn f1620() {}
// concheck: allow(double_lock) -- none
fn f1621() {}
// concheck: allow(double_lock) -- none
fn f1622() {}
// concheck: allow(double_lock) -- none
fn f1623() {}
// concheck: allow(double_lock) -- none
fn f1624() {}
// concheck: allow(double_lock) -- none
fn f1625() {}
// concheck: allow(double_lock) -- none
fn f1626() {}
// concheck: allow(double_lock) -- none
fn f1627() {}
// concheck: allow(double_lock) -- none
fn f1628() {}
// concheck: allow(double_lock) -- none
fn f1629() {}
// concheck: allow(double_lock) -- none
fn f1630() {}
// concheck: allow(double_lock) -- none
fn f1631() {}
// concheck: allow(double_lock) -- none
fn f1632() {}
// concheck: allow(double_lock) -- none
fn f1633() {}
// concheck: allow(double_lock) -- none
fn f1634() {}
// concheck: allow(double_lock) -- none
fn f1635() {}
// concheck: allow(double_lock) -- none
fn f1636() {}
// concheck: allow(double_lock) -- none
fn f1637() {}
// concheck: allow(double_lock) -- none
fn f1638() {}
// concheck: allow(double_lock) -- none
fn f1639() {}
// concheck: allow(double_lock) -- none
fn f1640() {}
// concheck: allow(double_lock) -- none
fn f1641() {}
// concheck: allow(double_lock) -- none
fn f1642() {}
// concheck: allow(double_lock) -- none
fn f1643() {}
// concheck: allow(double_lock) -- none
fn f1644() {}
// concheck: allow(double_lock) -- none
fn f1645() {}
// concheck: allow(double_lock) -- none
fn f1646() {}
// concheck: allow(double_lock) -- none
fn f1647() {}
// concheck: allow(double_lock) -- none
fn f1648() {}
// concheck: allow(double_lock) -- none
fn f1649() {}
// concheck: allow(double_lock) -- none
fn f1650() {}
// concheck: allow(double_lock) -- none
fn f1651() {}
// concheck: allow(double_lock) -- none
fn f1652() {}
// concheck: allow(double_lock) -- none
fn f1653() {}
// concheck: allow(double_lock) -- none
fn f1654() {}
// concheck: allow(double_lock) -- none
fn f1655() {}
// concheck: allow(double_lock) -- none
fn f1656() {}
// concheck: allow(double_lock) -- none
fn f1657() {}
// concheck: allow(double_lock) -- none
fn f1658() {}
// concheck: allow(double_lock) -- none
fn f1659() {}
// concheck: allow(double_lock) -- none
fn f1660() {}
// concheck: allow(double_lock) -- none
fn f1661() {}
// concheck: allow(double_lock) -- none
fn f1662() {}
// concheck: allow(double_lock) -- none
fn f1663() {}
// concheck: allow(double_lock) -- none
fn f1664() {}
// concheck: allow(double_lock) -- none
fn f1665() {}
// concheck: allow(double_lock) -- none
fn f1666() {}
// concheck: allow(double_lock) -- none
fn f1667() {}
// concheck: allow(double_lock) -- none
fn f1668() {}
// concheck: allow(double_lock) -- none
fn f1669() {}
// concheck: allow(double_lock) -- none
fn f1670() {}
// concheck: allow(double_lock) -- none
fn f1671() {}
// concheck: allow(double_lock) -- none
fn f1672() {}
// concheck: allow(double_lock) -- none
fn f1673() {}
// concheck: allow(double_lock) -- none
fn f1674() {}
// concheck: allow(double_lock) -- none
fn f1675() {}
// concheck: allow(double_lock) -- none
fn f1676() {}
// concheck: allow(double_lock) -- none
fn f1677() {}
// concheck: allow(double_lock) -- none
fn f1678() {}
// concheck: allow(double_lock) -- none
fn f1679() {}
// concheck: allow(double_lock) -- none
fn f1680() {}
// concheck: allow(double_lock) -- none
fn f1681() {}
// concheck: allow(double_lock) -- none
fn f1682() {}
// concheck: allow(double_lock) -- none
fn f1683() {}
// concheck: allow(double_lock) -- none
fn f1684() {}
// concheck: allow(double_lock) -- none
fn f1685() {}
// concheck: allow(double_lock) -- none
fn f1686() {}
// concheck: allow(double_lock) -- none
fn f1687() {}
// concheck: allow(double_lock) -- none
fn f1688() {}
// concheck: allow(double_lock) -- none
fn f1689() {}
// concheck: allow(double_lock) -- none
fn f1690() {}
// concheck: allow(double_lock) -- none
fn f1691() {}
// concheck: allow(double_lock) -- none
fn f1692() {}
// concheck: allow(double_lock) -- none
fn f1693() {}
// concheck: allow(double_lock) -- none
fn f1694() {}
// concheck: allow(double_lock) -- none
fn f1695() {}
// concheck: allow(double_lock) -- none
fn f1696() {}
// concheck: allow(double_lock) -- none
fn f1697() {}
// concheck: allow(double_lock) -- none
fn f1698() {}
// concheck: allow(double_lock) -- none
fn f1699() {}
// concheck: allow(double_lock) -- none
fn f1700() {}
// concheck: allow(double_lock) -- none
fn f1701() {}
// concheck: allow(double_lock) -- none
fn f1702() {}
// concheck: allow(double_lock) -- none
fn f1703() {}
// concheck: allow(double_lock) -- none
fn f1704() {}
// concheck: allow(double_lock) -- none
fn f1705() {}
// concheck: allow(double_lock) -- none
fn f1706() {}
// concheck: allow(double_lock) -- none
fn f1707() {}
// concheck: allow(double_lock) -- none
fn f1708() {}
// concheck: allow(double_lock) -- none
fn f1709() {}
// concheck: allow(double_lock) -- none
fn f1710() {}
// concheck: allow(double_lock) -- none
fn f1711() {}
// concheck: allow(double_lock) -- none
fn f1712() {}
// concheck: allow(double_lock) -- none
fn f1713() {}
// concheck: allow(double_lock) -- none
fn f1714() {}
// concheck: allow(double_lock) -- none
fn f1715() {}
// concheck: allow(double_lock) -- none
fn f1716() {}
// concheck: allow(double_lock) -- none
fn f1717() {}
// concheck: allow(double_lock) -- none
fn f1718() {}
// concheck: allow(double_lock) -- none
fn f1719() {}
// concheck: allow(double_lock) -- none
fn f1720() {}
// concheck: allow(double_lock) -- none
fn f1721() {}
// concheck: allow(double_lock) -- none
fn f1722() {}
// concheck: allow(double_lock) -- none
fn f1723() {}
// concheck: allow(double_lock) -- none
fn f1724() {}
// concheck: allow(double_lock) -- none
fn f1725() {}
// concheck: allow(double_lock) -- none
fn f1726() {}
// concheck: allow(double_lock) -- none
fn f1727() {}
// concheck: allow(double_lock) -- none
fn f1728() {}
// concheck: allow(double_lock) -- none
fn f1729() {}
// concheck: allow(double_lock) -- none
fn f1730() {}
// concheck: allow(double_lock) -- none
fn f1731() {}
// concheck: allow(double_lock) -- none
fn f1732() {}
// concheck: allow(double_lock) -- none
fn f1733() {}
// concheck: allow(double_lock) -- none
fn f1734() {}
// concheck: allow(double_lock) -- none
fn f1735() {}
// concheck: allow(double_lock) -- none
fn f1736() {}
// concheck: allow(double_lock) -- none
fn f1737() {}
// concheck: allow(double_lock) -- none
fn f1738() {}
// concheck: allow(double_lock) -- none
fn f1739() {}
// concheck: allow(double_lock) -- none
fn f1740() {}
// concheck: allow(double_lock) -- none
fn f1741() {}
// concheck: allow(double_lock) -- none
fn f1742() {}
// concheck: allow(double_lock) -- none
fn f1743() {}
// concheck: allow(double_lock) -- none
fn f1744() {}
// concheck: allow(double_lock) -- none
fn f1745() {}
// concheck: allow(double_lock) -- none
fn f1746() {}
// concheck: allow(double_lock) -- none
fn f1747() {}
// concheck: allow(double_lock) -- none
fn f1748() {}
// concheck: allow(double_lock) -- none
fn f1749() {}
// concheck: allow(double_lock) -- none
fn f1750() {}
// concheck: allow(double_lock) -- none
fn f1751() {}
// concheck: allow(double_lock) -- none
fn f1752() {}
// concheck: allow(double_lock) -- none
fn f1753() {}
// concheck: allow(double_lock) -- none
fn f1754() {}
// concheck: allow(double_lock) -- none
fn f1755() {}
// concheck: allow(double_lock) -- none
fn f1756() {}
// concheck: allow(double_lock) -- none
fn f1757() {}
// concheck: allow(double_lock) -- none
fn f1758() {}
// concheck: allow(double_lock) -- none
fn f1759() {}
// concheck: allow(double_lock) -- none
fn f1760() {}
// concheck: allow(double_lock) -- none
fn f1761() {}
// concheck: allow(double_lock) -- none
fn f1762() {}
// concheck: allow(double_lock) -- none
fn f1763() {}
// concheck: allow(double_lock) -- none
fn f1764() {}
// concheck: allow(double_lock) -- none
fn f1765() {}
// concheck: allow(double_lock) -- none
fn f1766() {}
// concheck: allow(double_lock) -- none
fn f1767() {}
// concheck: allow(double_lock) -- none
fn f1768() {}
// concheck: allow(double_lock) -- none
fn f1769() {}
// concheck: allow(double_lock) -- none
fn f1770() {}
// concheck: allow(double_lock) -- none
fn f1771() {}
// concheck: allow(double_lock) -- none
fn f1772() {}
// concheck: allow(double_lock) -- none
fn f1773() {}
// concheck: allow(double_lock) -- none
fn f1774() {}
// concheck: allow(double_lock) -- none
fn f1775() {}
// concheck: allow(double_lock) -- none
fn f1776() {}
// concheck: allow(double_lock) -- none
fn f1777() {}
// concheck: allow(double_lock) -- none
fn f1778() {}
// concheck: allow(double_lock) -- none
fn f1779() {}
// concheck: allow(double_lock) -- none
fn f1780() {}
// concheck: allow(double_lock) -- none
fn f1781() {}
// concheck: allow(double_lock) -- none
fn f1782() {}
// concheck: allow(double_lock) -- none
fn f1783() {}
// concheck: allow(double_lock) -- none
fn f1784() {}
// concheck: allow(double_lock) -- none
fn f1785() {}
// concheck: allow(double_lock) -- none
fn f1786() {}
// concheck: allow(double_lock) -- none
fn f1787() {}
// concheck: allow(double_lock) -- none
fn f1788() {}
// concheck: allow(double_lock) -- none
fn f1789() {}
// concheck: allow(double_lock) -- none
fn f1790() {}
// concheck: allow(double_lock) -- none
fn f1791() {}
// concheck: allow(double_lock) -- none
fn f1792() {}
// concheck: allow(double_lock) -- none
fn f1793() {}
// concheck: allow(double_lock) -- none
fn f1794() {}
// concheck: allow(double_lock) -- none
fn f1795() {}
// concheck: allow(double_lock) -- none
fn f1796() {}
// concheck: allow(double_lock) -- none
fn f1797() {}
// concheck: allow(double_lock) -- none
fn f1798() {}
// concheck: allow(double_lock) -- none
fn f1799() {}
// concheck: allow(double_lock) -- none
fn f1800() {}
// concheck: allow(double_lock) -- none
fn f1801() {}
// concheck: allow(double_lock) -- none
fn f1802() {}
// concheck: allow(double_lock) -- none
fn f1803() {}
// concheck: allow(double_lock) -- none
fn f1804() {}
// concheck: allow(double_lock) -- none
fn f1805() {}
// concheck: allow(double_lock) -- none
fn f1806() {}
// concheck: allow(double_lock) -- none
fn f1807() {}
// concheck: allow(double_lock) -- none
fn f1808() {}
// concheck: allow(double_lock) -- none
fn f1809() {}
// concheck: allow(double_lock) -- none
fn f1810() {}
// concheck: allow(double_lock) -- none
fn f1811() {}
// concheck: allow(double_lock) -- none
fn f1812() {}
// concheck: allow(double_lock) -- none
fn f1813() {}
// concheck: allow(double_lock) -- none
fn f1814() {}
// concheck: allow(double_lock) -- none
fn f1815() {}
// concheck: allow(double_lock) -- none
fn f1816() {}
// concheck: allow(double_lock) -- none
fn f1817() {}
// concheck: allow(double_lock) -- none
fn f1818() {}
// concheck: allow(double_lock) -- none
fn f1819() {}
// concheck: allow(double_lock) -- none
fn f1820() {}
// concheck: allow(double_lock) -- none
fn f1821() {}
// concheck: allow(double_lock) -- none
fn f1822() {}
// concheck: allow(double_lock) -- none
fn f1823() {}
// concheck: allow(double_lock) -- none
fn f1824() {}
// concheck: allow(double_lock) -- none
fn f1825() {}
// concheck: allow(double_lock) -- none
fn f1826() {}
// concheck: allow(double_lock) -- none
fn f1827() {}
// concheck: allow(double_lock) -- none
fn f1828() {}
// concheck: allow(double_lock) -- none
fn f1829() {}
// concheck: allow(double_lock) -- none
fn f1830() {}
// concheck: allow(double_lock) -- none
fn f1831() {}
// concheck: allow(double_lock) -- none
fn f1832() {}
// concheck: allow(double_lock) -- none
fn f1833() {}
// concheck: allow(double_lock) -- none
fn f1834() {}
// concheck: allow(double_lock) -- none
fn f1835() {}
// concheck: allow(double_lock) -- none
fn f1836() {}
// concheck: allow(double_lock) -- none
fn f1837() {}
// concheck: allow(double_lock) -- none
fn f1838() {}
// concheck: allow(double_lock) -- none
fn f1839() {}
// concheck: allow(double_lock) -- none
fn f1840() {}
// concheck: allow(double_lock) -- none
fn f1841() {}
// concheck: allow(double_lock) -- none
fn f1842() {}
// concheck: allow(double_lock) -- none
fn f1843() {}
// concheck: allow(double_lock) -- none
fn f1844() {}
// concheck: allow(double_lock) -- none
fn f1845() {}
// concheck: allow(double_lock) -- none
fn f1846() {}
// concheck: allow(double_lock) -- none
fn f1847() {}
// concheck: allow(double_lock) -- none
fn f1848() {}
// concheck: allow(double_lock) -- none
fn f1849() {}
// concheck: allow(double_lock) -- none
fn f1850() {}
// concheck: allow(double_lock) -- none
fn f1851() {}
// concheck: allow(double_lock) -- none
fn f1852() {}
// concheck: allow(double_lock) -- none
fn f1853() {}
// concheck: allow(double_lock) -- none
fn f1854() {}
// concheck: allow(double_lock) -- none
fn f1855() {}
// concheck: allow(double_lock) -- none
fn f1856() {}
// concheck: allow(double_lock) -- none
fn f1857() {}
// concheck: allow(double_lock) -- none
fn f1858() {}
// concheck: allow(double_lock) -- none
fn f1859() {}
// concheck: allow(double_lock) -- none
fn f1860() {}
// concheck: allow(double_lock) -- none
fn f1861() {}
// concheck: allow(double_lock) -- none
fn f1862() {}
// concheck: allow(double_lock) -- none
fn f1863() {}
// concheck: allow(double_lock) -- none
fn f1864() {}
// concheck: allow(double_lock) -- none
fn f1865() {}
// concheck: allow(double_lock) -- none
fn f1866() {}
// concheck: allow(double_lock) -- none
fn f1867() {}
// concheck: allow(double_lock) -- none
fn f1868() {}
// concheck: allow(double_lock) -- none
fn f1869() {}
// concheck: allow(double_lock) -- none
fn f1870() {}
// concheck: allow(double_lock) -- none
fn f1871() {}
// concheck: allow(double_lock) -- none
fn f1872() {}
// concheck: allow(double_lock) -- none
fn f1873() {}
// concheck: allow(double_lock) -- none
fn f1874() {}
// concheck: allow(double_lock) -- none
fn f1875() {}
// concheck: allow(double_lock) -- none
fn f1876() {}
// concheck: allow(double_lock) -- none
fn f1877() {}
// concheck: allow(double_lock) -- none
fn f1878() {}
// concheck: allow(double_lock) -- none
fn f1879() {}
// concheck: allow(double_lock) -- none
fn f1880() {}
// concheck: allow(double_lock) -- none
fn f1881() {}
// concheck: allow(double_lock) -- none
fn f1882() {}
// concheck: allow(double_lock) -- none
fn f1883() {}
// concheck: allow(double_lock) -- none
fn f1884() {}
// concheck: allow(double_lock) -- none
fn f1885() {}
// concheck: allow(double_lock) -- none
fn f1886() {}
// concheck: allow(double_lock) -- none
fn f1887() {}
// concheck: allow(double_lock) -- none
fn f1888() {}
// concheck: allow(double_lock) -- none
fn f1889() {}
// concheck: allow(double_lock) -- none
fn f1890() {}
// concheck: allow(double_lock) -- none
fn f1891() {}
// concheck: allow(double_lock) -- none
fn f1892() {}
// concheck: allow(double_lock) -- none
fn f1893() {}
// concheck: allow(double_lock) -- none
fn f1894() {}
// concheck: allow(double_lock) -- none
fn f1895() {}
// concheck: allow(double_lock) -- none
fn f1896() {}
// concheck: allow(double_lock) -- none
fn f1897() {}
// concheck: allow(double_lock) -- none
fn f1898() {}
// concheck: allow(double_lock) -- none
fn f1899() {}
// concheck: allow(double_lock) -- none
fn f1900() {}
// concheck: allow(double_lock) -- none
fn f1901() {}
// concheck: allow(double_lock) -- none
fn f1902() {}
// concheck: allow(double_lock) -- none
fn f1903() {}
// concheck: allow(double_lock) -- none
fn f1904() {}
// concheck: allow(double_lock) -- none
fn f1905() {}
// concheck: allow(double_lock) -- none
fn f1906() {}
// concheck: allow(double_lock) -- none
fn f1907() {}
// concheck: allow(double_lock) -- none
fn f1908() {}
// concheck: allow(double_lock) -- none
fn f1909() {}
// concheck: allow(double_lock) -- none
fn f1910() {}
// concheck: allow(double_lock) -- none
fn f1911() {}
// concheck: allow(double_lock) -- none
fn f1912() {}
// concheck: allow(double_lock) -- none
fn f1913() {}
// concheck: allow(double_lock) -- none
fn f1914() {}
// concheck: allow(double_lock) -- none
fn f1915() {}
// concheck: allow(double_lock) -- none
fn f1916() {}
// concheck: allow(double_lock) -- none
fn f1917() {}
// concheck: allow(double_lock) -- none
fn f1918() {}
// concheck: allow(double_lock) -- none
fn f1919() {}
// concheck: allow(double_lock) -- none
fn f1920() {}
// concheck: allow(double_lock) -- none
fn f1921() {}
// concheck: allow(double_lock) -- none
fn f1922() {}
// concheck: allow(double_lock) -- none
fn f1923() {}
// concheck: allow(double_lock) -- none
fn f1924() {}
// concheck: allow(double_lock) -- none
fn f1925() {}
// concheck: allow(double_lock) -- none
fn f1926() {}
// concheck: allow(double_lock) -- none
fn f1927() {}
// concheck: allow(double_lock) -- none
fn f1928() {}
// concheck: allow(double_lock) -- none
fn f1929() {}
// concheck: allow(double_lock) -- none
fn f1930() {}
// concheck: allow(double_lock) -- none
fn f1931() {}
// concheck: allow(double_lock) -- none
fn f1932() {}
// concheck: allow(double_lock) -- none
fn f1933() {}
// concheck: allow(double_lock) -- none
fn f1934() {}
// concheck: allow(double_lock) -- none
fn f1935() {}
// concheck: allow(double_lock) -- none
fn f1936() {}
// concheck: allow(double_lock) -- none
fn f1937() {}
// concheck: allow(double_lock) -- none
fn f1938() {}
// concheck: allow(double_lock) -- none
fn f1939() {}
// concheck: allow(double_lock) -- none
fn f1940() {}
// concheck: allow(double_lock) -- none
fn f1941() {}
// concheck: allow(double_lock) -- none
fn f1942() {}
// concheck: allow(double_lock) -- none
fn f1943() {}
// concheck: allow(double_lock) -- none
fn f1944() {}
// concheck: allow(double_lock) -- none
fn f1945() {}
// concheck: allow(double_lock) -- none
fn f1946() {}
// concheck: allow(double_lock) -- none
fn f1947() {}
// concheck: allow(double_lock) -- none
fn f1948() {}
// concheck: allow(double_lock) -- none
fn f1949() {}
// concheck: allow(double_lock) -- none
fn f1950() {}
// concheck: allow(double_lock) -- none
fn f1951() {}
// concheck: allow(double_lock) -- none
fn f1952() {}
// concheck: allow(double_lock) -- none
fn f1953() {}
// concheck: allow(double_lock) -- none
fn f1954() {}
// concheck: allow(double_lock) -- none
fn f1955() {}
// concheck: allow(double_lock) -- none
fn f1956() {}
// concheck: allow(double_lock) -- none
fn f1957() {}
// concheck: allow(double_lock) -- none
fn f1958() {}
// concheck: allow(double_lock) -- none
fn f1959() {}
// concheck: allow(double_lock) -- none
fn f1960() {}
// concheck: allow(double_lock) -- none
fn f1961() {}
// concheck: allow(double_lock) -- none
fn f1962() {}
// concheck: allow(double_lock) -- none
fn f1963() {}
// concheck: allow(double_lock) -- none
fn f1964() {}
// concheck: allow(double_lock) -- none
fn f1965() {}
// concheck: allow(double_lock) -- none
fn f1966() {}
// concheck: allow(double_lock) -- none
fn f1967() {}
// concheck: allow(double_lock) -- none
fn f1968() {}
// concheck: allow(double_lock) -- none
fn f1969() {}
// concheck: allow(double_lock) -- none
fn f1970() {}
// concheck: allow(double_lock) -- none
fn f1971() {}
// concheck: allow(double_lock) -- none
fn f1972() {}
// concheck: allow(double_lock) -- none
fn f1973() {}
// concheck: allow(double_lock) -- none
fn f1974() {}
// concheck: allow(double_lock) -- none
fn f1975() {}
// concheck: allow(double_lock) -- none
fn f1976() {}
// concheck: allow(double_lock) -- none
fn f1977() {}
// concheck: allow(double_lock) -- none
fn f1978() {}
// concheck: allow(double_lock) -- none
fn f1979() {}
// concheck: allow(double_lock) -- none
fn f1980() {}
// concheck: allow(double_lock) -- none
fn f1981() {}
// concheck: allow(double_lock) -- none
fn f1982() {}
// concheck: allow(double_lock) -- none
fn f1983() {}
// concheck: allow(double_lock) -- none
fn f1984() {}
// concheck: allow(double_lock) -- none
fn f1985() {}
// concheck: allow(double_lock) -- none
fn f1986() {}
// concheck: allow(double_lock) -- none
fn f1987() {}
// concheck: allow(double_lock) -- none
fn f1988() {}
// concheck: allow(double_lock) -- none
fn f1989() {}
// concheck: allow(double_lock) -- none
fn f1990() {}
// concheck: allow(double_lock) -- none
fn f1991() {}
// concheck: allow(double_lock) -- none
fn f1992() {}
// concheck: allow(double_lock) -- none
fn f1993() {}
// concheck: allow(double_lock) -- none
fn f1994() {}
// concheck: allow(double_lock) -- none
fn f1995() {}
// concheck: allow(double_lock) -- none
fn f1996() {}
// concheck: allow(double_lock) -- none
fn f1997() {}
// concheck: allow(double_lock) -- none
fn f1998() {}
// concheck: allow(double_lock) -- none
fn f1999() {}
