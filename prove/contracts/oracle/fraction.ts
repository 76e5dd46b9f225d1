/**
 * An exact rational number. The oracle calculates only with these numbers, so that no result depends on a precision.
 */
export class Fraction {
  static readonly ZERO = new Fraction(0n, 1n);
  static readonly ONE = new Fraction(1n, 1n);

  private constructor(
    private readonly top: bigint,
    /** Always positive. */
    private readonly bottom: bigint,
  ) {}

  /** @param value an integer, or a decimal such as `-12.5` */
  static of(value: Fraction | bigint | number | string): Fraction {
    if (value instanceof Fraction) return value;
    if (typeof value === 'bigint') return new Fraction(value, 1n);
    const [whole = '0', decimals = ''] = String(value).split('.');
    return Fraction.ratio(BigInt(`${whole}${decimals}`), 10n ** BigInt(decimals.length));
  }

  static ratio(top: bigint | number, bottom: bigint | number): Fraction {
    const [a, b] = [BigInt(top), BigInt(bottom)];
    const common = greatestCommonDivisor(a < 0n ? -a : a, b < 0n ? -b : b) || 1n;
    const sign = b < 0n ? -1n : 1n;
    return new Fraction((sign * a) / common, (sign * b) / common);
  }

  static sum(all: Iterable<Fraction>): Fraction {
    let sum = Fraction.ZERO;
    for (const one of all) sum = sum.plus(one);
    return sum;
  }

  plus(other: Fraction): Fraction {
    return Fraction.ratio(this.top * other.bottom + other.top * this.bottom, this.bottom * other.bottom);
  }

  minus(other: Fraction): Fraction {
    return this.plus(other.negated());
  }

  times(other: Fraction): Fraction {
    return Fraction.ratio(this.top * other.top, this.bottom * other.bottom);
  }

  over(other: Fraction): Fraction {
    return Fraction.ratio(this.top * other.bottom, this.bottom * other.top);
  }

  negated(): Fraction {
    return new Fraction(-this.top, this.bottom);
  }

  compare(other: Fraction): number {
    const difference = this.top * other.bottom - other.top * this.bottom;
    return difference < 0n ? -1 : Number(difference > 0n);
  }

  isAbove(other: Fraction): boolean {
    return this.compare(other) > 0;
  }

  get isZero(): boolean {
    return this.top === 0n;
  }

  get isNegative(): boolean {
    return this.top < 0n;
  }

  get isPositive(): boolean {
    return this.top > 0n;
  }

  min(other: Fraction): Fraction {
    return this.isAbove(other) ? other : this;
  }

  max(other: Fraction): Fraction {
    return this.isAbove(other) ? this : other;
  }

  floor(): Fraction {
    const whole = this.top / this.bottom;
    return Fraction.of(this.top < 0n && whole * this.bottom !== this.top ? whole - 1n : whole);
  }

  ceiling(): Fraction {
    return this.negated().floor().negated();
  }

  /** Rounds half away from zero. */
  round(decimals: number): Fraction {
    const scale = Fraction.ratio(10n ** BigInt(Math.max(decimals, 0)), 10n ** BigInt(Math.max(-decimals, 0)));
    const magnitude = (this.isNegative ? this.negated() : this).times(scale);
    const rounded = magnitude.plus(Fraction.ratio(1, 2)).floor().over(scale);
    return this.isNegative ? rounded.negated() : rounded;
  }

  /** Converts to minor units. @throws Error if the fraction has more than the given decimals */
  toMinor(decimals: number): bigint {
    const scaled = this.times(Fraction.of(10n ** BigInt(decimals)));
    if (scaled.bottom !== 1n) throw new Error(`${this.toString()} has more than ${decimals} decimals`);
    return scaled.top;
  }

  /** Returns the exact decimal, or the quotient if the decimal would have more than 40 decimals. */
  toString(): string {
    for (let decimals = 0; decimals <= 40; decimals += 1) {
      const scaled = this.times(Fraction.of(10n ** BigInt(decimals)));
      if (scaled.bottom === 1n) return written(scaled.top, decimals);
    }
    return `${this.top}/${this.bottom}`;
  }
}

function written(scaled: bigint, decimals: number): string {
  if (decimals === 0) return String(scaled);
  const digits = String(scaled < 0n ? -scaled : scaled).padStart(decimals + 1, '0');
  return `${scaled < 0n ? '-' : ''}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
