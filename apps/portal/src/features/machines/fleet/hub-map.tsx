import { geoMercator, geoPath } from 'd3-geo';
import type { Feature, FeatureCollection, Geometry } from 'geojson';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GeometryCollection, Topology } from 'topojson-specification';
import classes from './hub-map.module.css';
import { positionLabels, spreadPins } from './map-pins.js';

export interface MapSite {
  readonly id: string;
  readonly name: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly machines: number;
  /** Worst state at the site; determines the pin's shape. */
  readonly worst: string;
}

interface HubMapProps {
  readonly label: string;
  readonly hub: { readonly latitude: number; readonly longitude: number };
  readonly sites: readonly MapSite[];
  readonly width?: number;
  readonly height?: number;
  readonly onSite?: (id: string) => void;
}

type Country = Feature<Geometry, { name: string }>;

let countries: Promise<readonly Country[]> | undefined;

/** Loads the world map once, on first use. */
function loadCountries(): Promise<readonly Country[]> {
  countries ??= Promise.all([import('world-atlas/countries-50m.json'), import('topojson-client')]).then(
    ([atlas, topojson]) => {
      const topology = atlas.default as unknown as Topology<{
        countries: GeometryCollection<{ name: string }>;
      }>;
      return topojson.feature(topology, topology.objects.countries).features;
    },
  );
  return countries;
}

const PADDING_DEGREES = 1.6;

/**
 * A small map of a hub. The shape of a pin shows the worst state at its site, and the number in the pin counts the
 * machines there.
 */
export function HubMap({ label, hub, sites, width = 320, height = 228, onSite }: HubMapProps) {
  const { t } = useTranslation();
  const [shapes, setShapes] = useState<readonly Country[]>([]);
  useEffect(() => {
    let wanted = true;
    void loadCountries().then((loaded) => {
      if (wanted) setShapes(loaded);
    });
    return () => {
      wanted = false;
    };
  }, []);

  const { land, pins, hubAt, hubNamed } = useMemo(() => {
    const projection = geoMercator().fitExtent(
      [
        [60, 58],
        [width - 78, height - 24],
      ],
      frame([...sites, hub]),
    );
    const clipped = projection.clipExtent([
      [-2, -2],
      [width + 2, height + 2],
    ]);
    const path = geoPath(clipped);
    const corner = (x: number, y: number): [number, number] => clipped.invert?.([x, y]) ?? [0, 0];
    const [west, north] = corner(0, 0);
    const [east, south] = corner(width, height);
    return {
      land: shapes.flatMap((shape) => {
        // Skips shapes outside the view by their own bounding box, because clipping could turn them into a rectangle
        // that covers the view.
        if (!overlaps(shape, { west, south, east, north })) return [];
        const d = path(shape);
        return d === null ? [] : [{ id: `${shape.id ?? ''}${shape.properties.name}`, d }];
      }),
      ...placePins(sites, hub, (point) => projection([point.longitude, point.latitude]), width),
    };
  }, [shapes, sites, hub, width, height]);

  return (
    <svg
      className={classes.map}
      viewBox={`0 0 ${width} ${height}`}
      role="group"
      aria-label={label}
      preserveAspectRatio="xMidYMid slice"
    >
      {land.map((shape) => (
        <path key={shape.id} d={shape.d} className={classes.land} />
      ))}
      <g className={classes.hub} transform={`translate(${hubAt.x} ${hubAt.y})`}>
        <rect x={-4} y={-4} width={8} height={8} transform="rotate(45)" />
        {hubNamed ? (
          <text x={-9} y={4} textAnchor="end">
            {t('map.hub')}
          </text>
        ) : null}
      </g>
      {pins.map(({ site, at }) => (
        <g
          key={site.id}
          className={classes.pin}
          data-worst={site.worst}
          transform={`translate(${at.x} ${at.y})`}
          role={onSite === undefined ? 'img' : 'button'}
          tabIndex={onSite === undefined ? undefined : 0}
          aria-label={t('map.pin', {
            name: site.name,
            count: site.machines,
            state: t(`state.${site.worst}`),
          })}
          onClick={() => onSite?.(site.id)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onSite?.(site.id);
          }}
        >
          <PinShape worst={site.worst} />
          <text className={classes.count} y={site.worst === 'warning' ? 5 : 4} textAnchor="middle">
            {site.machines}
          </text>
          <text
            className={classes.name}
            x={at.side === 'left' ? -15 : 15}
            y={4}
            textAnchor={at.side === 'left' ? 'end' : 'start'}
          >
            {site.name}
          </text>
        </g>
      ))}
    </svg>
  );
}

interface Location {
  readonly latitude: number;
  readonly longitude: number;
}

/** Spreads the pins and the hub's marker. The hub is labelled only if its label covers nothing. */
function placePins(
  sites: readonly MapSite[],
  hub: Location,
  project: (location: Location) => [number, number] | null,
  width: number,
) {
  const spread = spreadPins([...sites, hub].map((location) => toPin(project(location))));
  const hubAt = spread.at(-1) ?? { x: 0, y: 0 };
  const sitePins = spread.slice(0, -1);
  const named = positionLabels(
    sitePins,
    sites.map((site) => site.name),
    width,
  );
  const hubNamed = named.every(
    (pin) =>
      Math.abs(pin.y - hubAt.y) > 18 ||
      pin.x > hubAt.x ||
      pin.x < hubAt.x - (pin.side === 'right' ? 120 : 48),
  );
  return {
    hubAt,
    hubNamed,
    pins: named.flatMap((at, index) => {
      const site = sites[index];
      return site === undefined ? [] : [{ site, at }];
    }),
  };
}

function toPin(at: [number, number] | null): { x: number; y: number } {
  return { x: at?.[0] ?? 0, y: at?.[1] ?? 0 };
}

function PinShape({ worst }: { readonly worst: string }) {
  switch (worst) {
    case 'fault':
    case 'critical':
      return <path className={classes.shape} d="M-5-11H5L11-5V5L5 11H-5L-11 5V-5Z" />;
    case 'warning':
      return <path className={classes.shape} d="M0-12L12 10H-12Z" strokeLinejoin="round" />;
    case 'held':
      return <rect className={classes.shape} x={-9} y={-9} width={18} height={18} rx={3} />;
    default:
      return <circle className={classes.shape} r={10} />;
  }
}

function frame(
  points: readonly { readonly latitude: number; readonly longitude: number }[],
): FeatureCollection {
  const longitudes = points.map((point) => point.longitude);
  const latitudes = points.map((point) => point.latitude);
  const corners: [number, number][] = [
    [Math.min(...longitudes) - PADDING_DEGREES / 2, Math.min(...latitudes) - PADDING_DEGREES / 2],
    [Math.max(...longitudes) + PADDING_DEGREES / 2, Math.max(...latitudes) + PADDING_DEGREES / 2],
  ];
  return {
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties: {}, geometry: { type: 'MultiPoint', coordinates: corners } }],
  };
}

interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Returns true if the bounding box of any of the shape's rings intersects the view. */
function overlaps(shape: Country, view: Box): boolean {
  const rings =
    shape.geometry.type === 'Polygon'
      ? [shape.geometry.coordinates[0]]
      : shape.geometry.type === 'MultiPolygon'
        ? shape.geometry.coordinates.map((polygon) => polygon[0])
        : [];
  return rings.some((ring) => {
    if (ring === undefined) return false;
    let west = 180;
    let east = -180;
    let south = 90;
    let north = -90;
    for (const [longitude = 0, latitude = 0] of ring) {
      west = Math.min(west, longitude);
      east = Math.max(east, longitude);
      south = Math.min(south, latitude);
      north = Math.max(north, latitude);
    }
    return west <= view.east && east >= view.west && south <= view.north && north >= view.south;
  });
}
