/**
 * A maker's name as the first level of its devices' topics: lower-case ASCII letters, digits and single hyphens.
 * A name without any Latin letter or digit has none; the caller then takes `fallback`.
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
