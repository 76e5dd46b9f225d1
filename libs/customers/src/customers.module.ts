import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OrganizationModule } from '#organization';
import { BuyersService } from './buyers.service.js';
import { ContactsService } from './contacts.service.js';
import { CustomerOrdersService } from './customer-orders.service.js';
import { CustomersService } from './customers.service.js';
import { Contact } from './entities/contact.entity.js';
import { CustomerEntity } from './entities/customer-entity.entity.js';
import { CustomerOrder } from './entities/customer-order.entity.js';
import { Customer } from './entities/customer.entity.js';
import { Site } from './entities/site.entity.js';
import { SitesService } from './sites.service.js';

/** Customers with their sites, contacts, buyers and purchase orders. */
@Module({
  imports: [
    OrganizationModule,
    TypeOrmModule.forFeature([Customer, Site, Contact, CustomerEntity, CustomerOrder]),
  ],
  providers: [CustomersService, SitesService, ContactsService, BuyersService, CustomerOrdersService],
  exports: [CustomersService, SitesService, ContactsService, BuyersService, CustomerOrdersService],
})
export class CustomersModule {}
