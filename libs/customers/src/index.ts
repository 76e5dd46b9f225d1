export {
  ContactsService,
  type ContactChanges,
  type ContactFields,
  type NewContact,
} from './contacts.service.js';
export { CustomersModule } from './customers.module.js';
export {
  CustomersService,
  getCustomer,
  type CustomerChanges,
  type CustomerFields,
  type NewCustomer,
} from './customers.service.js';
export { findPlaceFaults, isCountry, isZone, type Place } from './domain/place.js';
export { isLanguage, isRegistryCode } from './domain/registry-code.js';
export { Contact } from './entities/contact.entity.js';
export { Customer } from './entities/customer.entity.js';
export { Site } from './entities/site.entity.js';
export { getSite, SitesService, type NewSite, type SiteChanges, type SiteFields } from './sites.service.js';
