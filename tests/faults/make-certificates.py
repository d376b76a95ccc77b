# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes a test authority, and certificates of hosts that can and cannot be trusted.

    make-certificates.py OPENSSL FOLDER

In FOLDER: ca.pem, and NAME.pem with a certificate and its key for each NAME below.
"""

import pathlib
import subprocess
import sys
import tempfile

openssl, folder = sys.argv[1], pathlib.Path(sys.argv[2])

CONFIG = """
[ca]
default_ca = test
[test]
dir = {work}
database = {work}/index
serial = {work}/serial
new_certs_dir = {work}
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[req]
distinguished_name = names
[names]
[authority]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[host]
subjectAltName = {host}
"""

HERE, OTHER = 'IP:127.0.0.1', 'DNS:other.example'
PAST, NOW, FUTURE = ('20200101000000Z', '20210101000000Z'), None, ('20980101000000Z',
                                                                   '20990101000000Z')
# name: who signed it, for which host, when
HOSTS = {
    'good': ('ca', HERE, NOW),
    'expired': ('ca', HERE, PAST),
    'future': ('ca', HERE, FUTURE),
    'other-host': ('ca', OTHER, NOW),
    'unknown': ('unknown-ca', HERE, NOW),
    'self-signed': (None, HERE, NOW),
}


def run(*arguments):
    subprocess.run([openssl, *map(str, arguments)], check=True, capture_output=True)


def new_key(work, name):
    run('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256', '-out',
        work / f'{name}.key')


def self_sign(work, name, config, section):
    new_key(work, name)
    run('req', '-x509', '-new', '-key', work / f'{name}.key', '-subj', f'/CN={name}', '-days',
        36500, '-config', config, '-extensions', section, '-out', work / f'{name}.crt')


def sign(work, name, authority, config, dates):
    new_key(work, name)
    run('req', '-new', '-key', work / f'{name}.key', '-subj', f'/CN={name}', '-config', config,
        '-out', work / f'{name}.csr')
    when = ['-startdate', dates[0], '-enddate', dates[1]] if dates else ['-days', '36500']
    run('ca', '-batch', '-config', config, '-cert', work / f'{authority}.crt', '-keyfile',
        work / f'{authority}.key', '-in', work / f'{name}.csr', '-extensions', 'host', '-notext',
        *when, '-out', work / f'{name}.crt')


with tempfile.TemporaryDirectory() as temporary:
    work = pathlib.Path(temporary)
    config = work / 'config'
    (work / 'index').touch()
    (work / 'serial').write_text('1000\n')
    config.write_text(CONFIG.format(work=work, host=HERE))
    for authority in 'ca', 'unknown-ca':
        self_sign(work, authority, config, 'authority')
    for name, (authority, host, dates) in HOSTS.items():
        config.write_text(CONFIG.format(work=work, host=host))
        if authority:
            sign(work, name, authority, config, dates)
        else:
            self_sign(work, name, config, 'host')
        (folder / f'{name}.pem').write_text((work / f'{name}.crt').read_text() +
                                            (work / f'{name}.key').read_text())
    (folder / 'ca.pem').write_text((work / 'ca.crt').read_text())
