/** Multiplies an amount exactly. The result has as many decimals as `amount`. */
export function amountTimes(amount: string, count: number): string {
  const [whole = '', decimals = ''] = amount.replace('-', '').split('.');
  const units = BigInt(whole + decimals) * BigInt(count);
  const digits = String(units).padStart(decimals.length + 1, '0');
  const cut = digits.length - decimals.length;
  const sign = amount.startsWith('-') && units !== 0n ? '-' : '';
  return `${sign}${digits.slice(0, cut)}${decimals === '' ? '' : `.${digits.slice(cut)}`}`;
}
