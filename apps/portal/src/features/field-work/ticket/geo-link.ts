interface NamedLocation {
  readonly name: string;
  readonly latitude?: number | null;
  readonly longitude?: number | null;
}

/**
 * Returns a `geo:` link (RFC 5870, with the label format of Android's maps), which opens the phone's map. Undefined
 * without a position.
 */
export function toGeoLink({ name, latitude, longitude }: NamedLocation): string | undefined {
  if (latitude == null || longitude == null) return undefined;
  const point = `${latitude},${longitude}`;
  return `geo:${point}?q=${point}(${encodeURIComponent(name)})`;
}
