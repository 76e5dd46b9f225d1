/** Object of a notification, with the facts that determine its page. */
export interface LinkedObject {
  readonly objectKind: string;
  readonly objectId: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Area of the portal in which a role works. */
export type PortalArea = 'maker' | 'customer' | 'technician' | 'verifier';

/** Returns the page of a notification's object in an area of the portal, as a path. The portal and emails use it. */
export function pathOf(area: PortalArea, object: LinkedObject): string {
  switch (area) {
    case 'maker':
      return makerPath(object);
    case 'customer':
      return customerPath(object);
    case 'technician':
      return technicianPath(object);
    case 'verifier':
      return '/packs';
  }
}

const SETTINGS: Readonly<Record<PortalArea, string>> = {
  maker: '/settings?tab=notifications',
  customer: '/plant/notifications',
  technician: '/field/notifications',
  verifier: '/packs',
};

/** Returns the page with the settings of notifications in an area of the portal. */
export function settingsPathOf(area: PortalArea): string {
  return SETTINGS[area];
}

const machineOf = ({ params }: LinkedObject): string | null =>
  typeof params.machineId === 'string' ? params.machineId : null;

function makerPath(object: LinkedObject): string {
  const { objectKind, objectId, params } = object;
  const machineId = machineOf(object);
  switch (objectKind) {
    case 'alarm':
      return machineId === null ? '/alarms' : `/fleet/${machineId}`;
    case 'ticket':
      return `/tickets/${objectId}`;
    case 'device':
      return machineId === null ? '/devices' : `/fleet/${machineId}`;
    case 'meter_exception':
      return '/exceptions';
    case 'billing_run':
      return `/billing/runs/${objectId}`;
    case 'invoice':
      return `/billing/${objectId}`;
    case 'dispute':
      return `/disputes/${objectId}`;
    case 'kit_delivery':
      return '/parts';
    case 'usage_alert':
      return typeof params.contractId === 'string' ? `/contracts/${params.contractId}` : '/contracts';
    case 'history_import':
      return `/telemetry/imports/${objectId}`;
    case 'session':
      return '/settings?tab=profile';
    default:
      return '/today';
  }
}

function customerPath(object: LinkedObject): string {
  const { objectKind, objectId } = object;
  const machineId = machineOf(object);
  switch (objectKind) {
    case 'alarm':
    case 'device':
      return machineId === null ? '/plant/machines' : `/plant/machines/${machineId}`;
    case 'ticket':
      return `/plant/visits/${objectId}`;
    case 'invoice':
      return `/plant/costs/invoices/${objectId}`;
    case 'dispute':
      return `/plant/costs/disputes/${objectId}`;
    case 'kit_delivery':
      return '/plant/data';
    case 'usage_alert':
      return '/plant/costs';
    default:
      return '/plant';
  }
}

function technicianPath(object: LinkedObject): string {
  const machineId = machineOf(object);
  switch (object.objectKind) {
    case 'ticket':
      return `/field/tickets/${object.objectId}`;
    case 'kit_delivery':
      return '/field/parts';
    case 'session':
      return '/field/me';
    default:
      return machineId === null ? '/field' : `/field/machines/${machineId}`;
  }
}
