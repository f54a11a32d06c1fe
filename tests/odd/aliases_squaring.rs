//! A type of 2^32 parts in six lines: it took all memory.

type A0<T> = (T, T);
type A1<T> = A0<A0<T>>;
type A2<T> = A1<A1<T>>;
type A3<T> = A2<A2<T>>;
type A4<T> = A3<A3<T>>;
type A5<T> = A4<A4<T>>;
fn f(x: &A5<u8>) {}
