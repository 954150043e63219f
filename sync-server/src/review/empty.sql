DELETE FROM head;
DELETE FROM matter;
DELETE FROM member;
DELETE FROM person;
DELETE FROM person_key;
DELETE FROM pair;
DELETE FROM letter_number;
DELETE FROM letter_check;
