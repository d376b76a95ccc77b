/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-link.h"

#include <arpa/inet.h>
#include <libsoup/soup.h>
#include <string.h>

#include "rushes-error.h"

/* No link that was ever seen comes near; what is longer is no link but a burden. */
#define MAX_LINK_BYTES 8192

typedef enum
{
  HOST_PUBLIC,
  HOST_LOOPBACK,
  HOST_CLOSED,
} HostReach;

/* IPv4 blocks that no public media host has (RFC 6890); loopback is told apart before. */
static const struct
{
  guint32 network;
  guint bits;
} closed_blocks[] = {
  { 0x00000000, 8 },  /* this network */
  { 0x0a000000, 8 },  /* private */
  { 0x64400000, 10 }, /* shared by carriers */
  { 0xa9fe0000, 16 }, /* link-local */
  { 0xac100000, 12 }, /* private */
  { 0xc0000000, 24 }, /* protocol assignments */
  { 0xc0a80000, 16 }, /* private */
  { 0xc6120000, 15 }, /* benchmarks */
  { 0xe0000000, 3 },  /* multicast, reserved, broadcast */
};

static HostReach
reach_of_ipv4 (guint32 address)
{
  if (address >> 24 == 127)
    return HOST_LOOPBACK;

  for (gsize i = 0; i < G_N_ELEMENTS (closed_blocks); i++)
    if ((address ^ closed_blocks[i].network) >> (32 - closed_blocks[i].bits) == 0)
      return HOST_CLOSED;

  return HOST_PUBLIC;
}

static guint32
read_ipv4 (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
}

static HostReach
reach_of_ipv6 (const struct in6_addr *address)
{
  static const guint8 nat64[12] = { 0x00, 0x64, 0xff, 0x9b };
  const guint8 *bytes = address->s6_addr;

  if (IN6_IS_ADDR_LOOPBACK (address))
    return HOST_LOOPBACK;

  if (IN6_IS_ADDR_V4MAPPED (address) || IN6_IS_ADDR_V4COMPAT (address) ||
      memcmp (bytes, nat64, sizeof nat64) == 0)
    return reach_of_ipv4 (read_ipv4 (bytes + 12));

  if (bytes[0] == 0x20 && bytes[1] == 0x02) /* 6to4 */
    return reach_of_ipv4 (read_ipv4 (bytes + 2));

  /* Only 2000::/3 is given out to anybody: private, link-local and multicast lie outside. */
  return bytes[0] >> 5 == 1 ? HOST_PUBLIC : HOST_CLOSED;
}

static gboolean
is_localhost (const char *host)
{
  return g_ascii_strcasecmp (host, "localhost") == 0 ||
         (strlen (host) > strlen (".localhost") &&
          g_ascii_strcasecmp (host + strlen (host) - strlen (".localhost"), ".localhost") == 0);
}

static HostReach
reach_of_host (const char *host)
{
  g_autofree char *name = g_hostname_to_ascii (host);
  struct in6_addr ipv6;
  struct in_addr ipv4;

  if (strchr (host, ':') != NULL)
    {
      g_autofree char *unscoped = g_strndup (host, strcspn (host, "%"));

      return inet_pton (AF_INET6, unscoped, &ipv6) == 1 ? reach_of_ipv6 (&ipv6) : HOST_CLOSED;
    }

  if (name == NULL || strpbrk (name, " %/\\@?#") != NULL)
    return HOST_CLOSED;

  if (g_str_has_suffix (name, "."))
    name[strlen (name) - 1] = '\0';

  if (*name == '\0')
    return HOST_CLOSED;

  /* The resolver takes "127.1" and "0x7f000001" for addresses; inet_aton () reads them likewise. */
  if (inet_aton (name, &ipv4) != 0)
    return reach_of_ipv4 (g_ntohl (ipv4.s_addr));

  return is_localhost (name) ? HOST_LOOPBACK : HOST_PUBLIC;
}

static gboolean
is_clean_text (const char *uri)
{
  if (strlen (uri) > MAX_LINK_BYTES || !g_utf8_validate (uri, -1, NULL))
    return FALSE;

  for (const char *p = uri; *p != '\0'; p++)
    if (g_ascii_iscntrl (*p) || *p == '\\')
      return FALSE;

  return TRUE;
}

static gboolean
is_allowed (GUri     *uri,
            gboolean  loopback_allowed)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);
  gboolean secure = g_str_equal (scheme, "https");
  HostReach reach;

  if ((!secure && !g_str_equal (scheme, "http")) || host == NULL || *host == '\0' ||
      g_uri_get_userinfo (uri) != NULL || g_uri_get_port (uri) == 0)
    return FALSE;

  reach = reach_of_host (host);

  return (secure && reach == HOST_PUBLIC) || (loopback_allowed && reach == HOST_LOOPBACK);
}

static gboolean
fail (GError     **error,
      const char  *message)
{
  g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_BAD_LINK, message);

  return FALSE;
}

/**
 * rushes_link_check:
 * @uri: a media link, as the service gave it
 * @loopback_allowed: whether `api-url` itself is a loopback address
 * @error: return location for an error
 *
 * Judges whether @uri may be asked (DESIGN §7; FAULTS A6 to A8): `https` only, nobody's name or
 * password in it, and no host that is written as a loopback, link-local or private address in any
 * spelling the resolver takes. With @loopback_allowed a loopback host may be asked too, over plain
 * `http` as well. What it passes, `soup_message_new ()` takes, and its query is sent byte for byte.
 *
 * Any thread may call this.
 *
 * Returns: %TRUE when it may be asked, else %FALSE with %RUSHES_ERROR_BAD_LINK
 */
gboolean
rushes_link_check (const char  *uri,
                   gboolean     loopback_allowed,
                   GError     **error)
{
  g_autoptr(GUri) parsed = NULL;

  g_return_val_if_fail (uri != NULL, FALSE);

  if (is_clean_text (uri))
    parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
  if (parsed == NULL)
    return fail (error, "the link cannot be read");

  if (!is_allowed (parsed, loopback_allowed))
    return fail (error, "the link leads where no media may come from");

  return TRUE;
}

/**
 * rushes_link_resolve_redirect:
 * @from: the link that was asked and redirects
 * @location: (nullable): the `Location` of its answer
 * @loopback_allowed: whether `api-url` itself is a loopback address
 * @error: return location for an error
 *
 * Tells where a redirect of a media link leads (RFC 3986, 5; RFC 9110, 10.2.2), under the rules of
 * [func@link_check]: so never from `https` to plain `http`, and never to a file of this computer.
 * The caller counts the hops.
 *
 * Any thread may call this.
 *
 * Returns: (transfer full): the link to ask next, or %NULL with %RUSHES_ERROR_BAD_LINK
 */
char *
rushes_link_resolve_redirect (const char  *from,
                              const char  *location,
                              gboolean     loopback_allowed,
                              GError     **error)
{
  g_autoptr(GUri) base = g_uri_parse (from, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr(GUri) target = NULL;
  g_autofree char *uri = NULL;

  if (base != NULL && location != NULL && *location != '\0' && is_clean_text (location))
    target = g_uri_parse_relative (base, location, SOUP_HTTP_URI_FLAGS, NULL);
  /* GUri makes no text of a target without a host. */
  if (target == NULL || g_uri_get_host (target) == NULL)
    {
      fail (error, "the redirect leads nowhere");
      return NULL;
    }

  if (g_str_equal (g_uri_get_scheme (base), "https") &&
      !g_str_equal (g_uri_get_scheme (target), "https"))
    {
      fail (error, "the redirect leaves https");
      return NULL;
    }

  uri = g_uri_to_string (target);

  return rushes_link_check (uri, loopback_allowed, error) ? g_steal_pointer (&uri) : NULL;
}

/**
 * rushes_link_strip_query:
 * @uri: a link
 *
 * Cuts off the query and the fragment of @uri, where signatures stand: what is left may be logged
 * and written down (FAULTS H5).
 *
 * Any thread may call this.
 *
 * Returns: (transfer full): @uri up to its query
 */
char *
rushes_link_strip_query (const char *uri)
{
  g_return_val_if_fail (uri != NULL, NULL);

  return g_strndup (uri, strcspn (uri, "?#"));
}
