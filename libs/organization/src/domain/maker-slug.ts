/**
 * Converts a maker's name to the level that identifies the maker in its devices' topics: lower-case ASCII letters,
 * digits and single hyphens. Returns `fallback` if fewer than two characters remain, for example of a name without
 * Latin letters.
 */
export function toMakerSlug(name: string, fallback: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return slug.length < 2 ? fallback : slug;
}
