//! Types that double with each declaration.

use std::sync::*;
struct S0<T> { f: S1<(T, T)>, g: S1<T> }
struct S1<T> { f: S2<(T, T)>, g: S2<T> }
struct S2<T> { f: S3<(T, T)>, g: S3<T> }
struct S3<T> { f: S4<(T, T)>, g: S4<T> }
struct S4<T> { f: S5<(T, T)>, g: S5<T> }
struct S5<T> { f: S6<(T, T)>, g: S6<T> }
struct S6<T> { f: S7<(T, T)>, g: S7<T> }
struct S7<T> { f: S8<(T, T)>, g: S8<T> }
struct S8<T> { f: S9<(T, T)>, g: S9<T> }
struct S9<T> { f: S10<(T, T)>, g: S10<T> }
struct S10<T> { f: S11<(T, T)>, g: S11<T> }
struct S11<T> { f: S12<(T, T)>, g: S12<T> }
struct S12<T> { f: S13<(T, T)>, g: S13<T> }
struct S13<T> { f: S14<(T, T)>, g: S14<T> }
struct S14<T> { f: S15<(T, T)>, g: S15<T> }
struct S15<T> { f: S16<(T, T)>, g: S16<T> }
struct S16<T> { f: S17<(T, T)>, g: S17<T> }
struct S17<T> { f: S18<(T, T)>, g: S18<T> }
struct S18<T> { f: S19<(T, T)>, g: S19<T> }
struct S19<T> { f: S20<(T, T)>, g: S20<T> }
struct S20<T> { f: S21<(T, T)>, g: S21<T> }
struct S21<T> { f: S22<(T, T)>, g: S22<T> }
struct S22<T> { f: S23<(T, T)>, g: S23<T> }
struct S23<T> { f: S24<(T, T)>, g: S24<T> }
struct S24<T> { m: Mutex<T> }
fn f(s: S0<u8>) {}
