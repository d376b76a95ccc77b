/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rushes-address.h"

#include "rushes-error.h"
#include "rushes-video-id.h"

#include <string.h>

/* libsoup sends path and query as they stand only when they are marked as encoded already. */
#define FLAGS (G_URI_FLAGS_ENCODED | G_URI_FLAGS_SCHEME_NORMALIZE | G_URI_FLAGS_HAS_PASSWORD)

/**
 * rushes_address_is_loopback_host:
 * @host: (nullable): a host as #GUri gives it
 *
 * Tells whether @host is this machine itself: "localhost" or a literal loopback address.
 *
 * Returns: %TRUE when it is
 */
gboolean
rushes_address_is_loopback_host (const char *host)
{
  g_autoptr(GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);

  return address != NULL && g_inet_address_get_is_loopback (address);
}

static gboolean
may_be_asked (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  if (host == NULL || *host == '\0' || g_uri_get_userinfo (uri) != NULL ||
      g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL)
    return FALSE;
  if (strstr (g_uri_get_path (uri), "/.") != NULL)
    return FALSE;
  if (g_str_equal (scheme, "https"))
    return TRUE;

  return g_str_equal (scheme, "http") && rushes_address_is_loopback_host (host);
}

/* GUri escapes blanks and line ends in a path, but lets them stand in a host. */
static gboolean
holds_blank (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isspace (*p) || g_ascii_iscntrl (*p))
      return TRUE;

  return FALSE;
}

/**
 * rushes_address_parse:
 * @api_url: the setting `api-url`
 * @error: return location for an error
 *
 * Reads the base address of the API. Only `https` may be asked, and `http` where the host is this
 * machine itself (DESIGN §2).
 *
 * Returns: (transfer full): the address, its path without a slash at the end, or %NULL with
 *   %RUSHES_ERROR_BAD_ADDRESS
 */
GUri *
rushes_address_parse (const char  *api_url,
                      GError     **error)
{
  g_autoptr(GUri) uri = holds_blank (api_url) ? NULL : g_uri_parse (api_url, FLAGS, NULL);
  g_autofree char *path = NULL;

  if (uri == NULL || !may_be_asked (uri))
    {
      g_set_error_literal (error, RUSHES_ERROR, RUSHES_ERROR_BAD_ADDRESS, "");
      return NULL;
    }

  path = g_strdup (g_uri_get_path (uri));
  while (g_str_has_suffix (path, "/"))
    path[strlen (path) - 1] = '\0';

  return g_uri_build (FLAGS, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                      g_uri_get_port (uri), path, NULL, NULL);
}

static GUri *
build (GUri       *base,
       const char *path)
{
  return g_uri_build (FLAGS, g_uri_get_scheme (base), NULL, g_uri_get_host (base),
                      g_uri_get_port (base), path, NULL, NULL);
}

/**
 * rushes_address_build_video:
 * @base: an address of [func@address_parse]
 * @video_id: what is asked about
 *
 * Builds the address of one video. The ID goes into the path raw, as one segment: the service
 * does not know an escaped one, and an empty one would be another call (API.md, "IDs and token").
 *
 * Returns: (transfer full) (nullable): the address, or %NULL when @video_id is no video ID
 */
GUri *
rushes_address_build_video (GUri       *base,
                            const char *video_id)
{
  g_autofree char *path = NULL;

  if (!rushes_video_id_is_valid (video_id))
    return NULL;

  path = g_strconcat (g_uri_get_path (base), "/videos/", video_id, NULL);

  return build (base, path);
}

/**
 * rushes_address_build_account:
 * @base: an address of [func@address_parse]
 *
 * Builds the address that tells whether a token is good and does nothing else (API.md, "IDs and
 * token"): at the origin of @base, not below its path.
 *
 * Returns: (transfer full): the address
 */
GUri *
rushes_address_build_account (GUri *base)
{
  return build (base, "/v2/account");
}
