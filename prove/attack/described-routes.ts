/** A route in the description of the API. */
export interface DescribedRoute {
  readonly method: string;
  /** Parameters as `{name}`. */
  readonly path: string;
}

export interface DescribedRoutes {
  /** Routes without authentication. */
  readonly open: readonly DescribedRoute[];
  /** Routes that reject keys and require a session. */
  readonly sessionOnly: readonly DescribedRoute[];
}

type Requirement = Readonly<Record<string, unknown>>;
interface Description {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly security?: readonly Requirement[] }>>>
  >;
}

/** Reads the API description of the running product. */
export async function listRoutes(portalUrl: string): Promise<DescribedRoutes> {
  const response = await fetch(`${portalUrl}/api/openapi.json`);
  const { paths } = (await response.json()) as Description;
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { security }]) => ({
      route: { method: method.toUpperCase(), path },
      security,
    })),
  );
  return {
    open: routes.filter(({ security }) => security?.length === 0).map(({ route }) => route),
    sessionOnly: routes
      .filter(({ security }) => security?.every((way) => 'session' in way) && security.length > 0)
      .map(({ route }) => route),
  };
}
