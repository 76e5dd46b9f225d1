/** ISO 4217 currencies that don't have two decimals, by their number of decimals. */
const DECIMALS: Readonly<Record<number, readonly string[]>> = {
  0: [
    'BIF',
    'CLP',
    'DJF',
    'GNF',
    'ISK',
    'JPY',
    'KMF',
    'KRW',
    'PYG',
    'RWF',
    'UGX',
    'VND',
    'VUV',
    'XAF',
    'XOF',
    'XPF',
  ],
  3: ['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'],
};
const TWO = [
  'PLN',
  'EUR',
  'USD',
  'MXN',
  'IDR',
  'CNY',
  'GBP',
  'CHF',
  'CZK',
  'BRL',
  'INR',
  'TRY',
  'ZAR',
  'SEK',
  'HUF',
];

export const CURRENCIES: readonly string[] = [...TWO, ...TWO, ...Object.values(DECIMALS).flat()];

export function decimalsOf(currency: string): number {
  const other = Object.entries(DECIMALS).find(([, currencies]) => currencies.includes(currency));
  return other ? Number(other[0]) : 2;
}
