--liquibase formatted sql

--changeset application:1
create table application_table (name text);
