//! A type that doubles with each alias.

type A0<T> = (T, T);
type A1<T> = A0<A0<T>>;
type A2<T> = A1<A0<T>>;
type A3<T> = A2<A0<T>>;
type A4<T> = A3<A0<T>>;
type A5<T> = A4<A0<T>>;
type A6<T> = A5<A0<T>>;
type A7<T> = A6<A0<T>>;
type A8<T> = A7<A0<T>>;
type A9<T> = A8<A0<T>>;
type A10<T> = A9<A0<T>>;
type A11<T> = A10<A0<T>>;
type A12<T> = A11<A0<T>>;
type A13<T> = A12<A0<T>>;
type A14<T> = A13<A0<T>>;
type A15<T> = A14<A0<T>>;
type A16<T> = A15<A0<T>>;
type A17<T> = A16<A0<T>>;
type A18<T> = A17<A0<T>>;
type A19<T> = A18<A0<T>>;
type A20<T> = A19<A0<T>>;
type A21<T> = A20<A0<T>>;
type A22<T> = A21<A0<T>>;
type A23<T> = A22<A0<T>>;
type A24<T> = A23<A0<T>>;
type A25<T> = A24<A0<T>>;
type A26<T> = A25<A0<T>>;
type A27<T> = A26<A0<T>>;
type A28<T> = A27<A0<T>>;
fn f(x: &A28<u8>) {}
