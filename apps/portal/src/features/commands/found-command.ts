import {
  IconCubeSend,
  IconEngine,
  IconFileText,
  IconBuildingFactory2,
  IconBuilding,
  IconReceipt,
  IconRouter,
  IconTicket,
  IconUser,
  type Icon,
} from '@tabler/icons-react';
import type { FoundObject } from '../../api/types.js';

/** Icon of each kind of object. */
export const KIND_ICONS: Readonly<Record<FoundObject['kind'], Icon>> = {
  machine: IconEngine,
  customer: IconBuilding,
  site: IconBuildingFactory2,
  contract: IconFileText,
  invoice: IconReceipt,
  ticket: IconTicket,
  part: IconCubeSend,
  person: IconUser,
  device: IconRouter,
};

/** Returns the page of an object in the maker console. Objects without a page are shown in their list. */
export function hrefOf({ kind, id, label }: Pick<FoundObject, 'kind' | 'id' | 'label'>): string {
  const search = encodeURIComponent(label ?? '');
  switch (kind) {
    case 'machine':
      return `/fleet/${id}`;
    case 'customer':
      return `/customers/${id}`;
    case 'site':
      return `/sites/${id}`;
    case 'contract':
      return `/contracts/${id}`;
    case 'invoice':
      return `/billing/${id}`;
    case 'ticket':
      return `/tickets/${id}`;
    case 'part':
      return '/parts?tab=catalogue';
    case 'person':
      return '/settings?tab=users';
    case 'device':
      return `/devices?search=${search}&device=${id}`;
  }
}
