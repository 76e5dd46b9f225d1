/** Removes case and accents, so that `Cote` finds Côte and `lodz` finds Łódź. Ł has no decomposition. */
export function foldText(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[łŁ]/gu, 'l').toLowerCase().trim();
}
