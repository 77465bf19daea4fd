import { expect, test } from 'vitest'
import { isPublicAddress } from '../../../src/tools/fetch/addresses.ts'

test.each([
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.0',
  '168.63.129.15',
  '169.253.255.255',
  '172.15.255.255',
  '172.32.0.0',
  '192.0.1.0',
  '192.167.255.255',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
  '2001:200::',
  '2001:4860:4860::8888',
  '2606:4700:4700::1111',
  '2a00:1450:4001:81b::200e',
  '2A00:1450:4001:81B::200E',
])('%s belongs to the public internet', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

test.each([
  ['this network', '0.0.0.0', '0.255.255.255'],
  ['private', '10.0.0.0', '10.255.255.255', '172.16.0.0', '172.31.255.255', '192.168.0.1'],
  ['shared by a provider', '100.64.0.0', '100.127.255.255', '100.100.100.200'],
  ['loopback', '127.0.0.1', '127.255.255.255', '::1'],
  ['link-local', '169.254.0.0', '169.254.169.254', '169.254.170.2', 'fe80::1', 'febf::1'],
  ['link-local with a zone', 'fe80::1%eth0', 'fe80::1%1'],
  ['metadata of a cloud', '168.63.129.16', '192.0.0.192', 'fd00:ec2::254', 'fd20:ce::254'],
  ['for protocols', '192.0.0.0', '192.0.0.255'],
  ['documentation', '192.0.2.1', '198.51.100.1', '203.0.113.1', '2001:db8::1', '3fff::1'],
  ['relays', '192.88.99.1', '192.52.193.1', '2001:3::1'],
  ['black holes', '192.31.196.1', '192.175.48.1', '100::1', '2620:4f:8000::1', '2001:4:112::1'],
  ['benchmarks', '198.18.0.1', '198.19.255.255', '2001:2::1'],
  ['multicast', '224.0.0.1', '239.255.255.255', 'ff02::1', 'ff0e::1'],
  ['reserved', '240.0.0.1', '255.255.255.254', '4000::1', '5f00::1', '8000::1', 'e000::1'],
  ['broadcast', '255.255.255.255'],
  ['unspecified', '::', '0:0:0:0:0:0:0:0'],
  ['unique-local', 'fc00::1', 'fdff::1'],
  ['site-local', 'fec0::1'],
  ['mapped IPv4', '::ffff:127.0.0.1', '::ffff:7f00:1', '::FFFF:8.8.8.8'],
  ['compatible IPv4', '::127.0.0.1', '::7f00:1', '::a00:1', '::8.8.8.8'],
  ['translated IPv4', '::ffff:0:7f00:1', '64:ff9b::7f00:1', '64:ff9b::10.0.0.1'],
  ['locally translated IPv4', '64:ff9b:1::a00:1', '64:ff9b:1:fffe::a9fe:a9fe'],
  ['6to4', '2002:7f00:1::', '2002:a00:1::1', '2002:808:808::1'],
  ['Teredo', '2001::1', '2001:0:4136:e378:8000:63bf:80ff:fffe'],
  ['for hashes', '2001:10::1', '2001:20::1', '2001:30::1'],
  ['no address', '', 'localhost', '127.1', '0x7f000001', '2130706433', '[::1]', '1.1.1.1 '],
])('No address is public that is %s', (_kind, ...addresses) => {
  expect(addresses.filter((address) => isPublicAddress(address))).toEqual([])
})

test('The machine itself and its own IPv6 network are not public, their neighbours are', () => {
  const own = ['5.6.7.8', '2a01:4f8:1:2::1', 'fe80::1%eth0']
  const isPublic = (address: string) => isPublicAddress(address, own)
  expect(['5.6.7.8', '2a01:4f8:1:2::1', '2a01:4f8:1:2:ffff::9'].filter(isPublic)).toEqual([])
  expect(['5.6.7.9', '2a01:4f8:1:3::1'].filter(isPublic)).toHaveLength(2)
})
