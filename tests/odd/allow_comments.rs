//! Three hundred comments that allow something.

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
