export * from './domain/index.js';
export { findDefaultBuyer, getBuyer, type BuyerFields, type NewBuyer } from './buyer.store.js';
export { BuyersService, type BuyerChanges } from './buyers.service.js';
export {
  ContactsService,
  type ContactChanges,
  type ContactFields,
  type NewContact,
} from './contacts.service.js';
export {
  CustomerOrdersService,
  listOrdersByBuyer,
  type NewOrder,
  type OrderChanges,
  type OrderView,
} from './customer-orders.service.js';
export { CustomersModule } from './customers.module.js';
export {
  CustomersService,
  getCustomer,
  type CustomerChanges,
  type CustomerFields,
  type NewCustomer,
} from './customers.service.js';
export { Contact } from './entities/contact.entity.js';
export { CustomerEntity } from './entities/customer-entity.entity.js';
export { CustomerOrder } from './entities/customer-order.entity.js';
export { Customer } from './entities/customer.entity.js';
export { Site } from './entities/site.entity.js';
export { getSite, SitesService, type NewSite, type SiteChanges, type SiteFields } from './sites.service.js';
