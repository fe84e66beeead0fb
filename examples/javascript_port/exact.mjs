// Exact numbers: fractions of two BigInts, [numerator, denominator], in lowest terms, the denominator positive.

const gcd = (a, b) => (b ? gcd(b, a % b) : a < 0n ? -a : a);

export const ratio = (n, d = 1n) => {
  const shared = d < 0n ? -gcd(n, d) : gcd(n, d);
  return [n / shared, d / shared];
};

/** Reads "1687/400", "4" or 4. */
export const exact = (text) => ratio(...String(text).split("/").map(BigInt));
export const written = ([n, d]) => (d === 1n ? `${n}` : `${n}/${d}`);

export const plus = ([a, b], [c, d]) => ratio(a * d + c * b, b * d);
export const times = ([a, b], [c, d]) => ratio(a * c, b * d);
export const over = ([a, b], [c, d]) => ratio(a * d, b * c);
export const isBelow = ([a, b], [c, d]) => a * d < c * b;
export const sum = (all) => all.reduce(plus, [0n, 1n]);

/** To the nearest whole number of units of 10^-places, a tie upwards: 4.505 is 451 hundredths, -0.5 is 0. */
function units([n, d], places) {
  const [up, down] = [2n * n * 10n ** BigInt(places) + d, 2n * d];
  return up / down - (up % down < 0n ? 1n : 0n); // BigInt division goes towards zero, this one downwards
}

export const rounded = (value, places) => ratio(units(value, places), 10n ** BigInt(places));

/** The rounded value with all its places: "4.50". */
export function decimal(value, places) {
  const whole = units(value, places);
  const digits = `${whole < 0n ? -whole : whole}`.padStart(places + 1, "0");
  return (whole < 0n ? "-" : "") + (places ? `${digits.slice(0, -places)}.${digits.slice(-places)}` : digits);
}
