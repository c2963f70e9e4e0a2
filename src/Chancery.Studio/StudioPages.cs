using System.Net.Mime;
using Chancery.Studio.Model;
using Chancery.Studio.Pages;
using Chancery.Studio.Texts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Chancery.Studio;

/// <summary>The administrators' pages, rendered on the server, without script.</summary>
public static class StudioPages
{
    private const int Shown = 200;

    private static readonly string[] ReadOnly = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Nothing from elsewhere, nothing inline.</summary>
    private const string ContentPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static IServiceCollection AddStudio(this IServiceCollection services)
    {
        services.AddRazorComponents();
        return services;
    }

    public static void MapStudio(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/studio.css", ReadOnly, Style);
        routes.MapMethods("/", ReadOnly, OutboxAsync);
        routes.MapMethods("/messages/{id}", ReadOnly, MessageAsync);
        routes.MapMethods("/messages/{id}/copies/{copy}.eml", ReadOnly, Copy);
    }

    private static IResult Style(HttpResponse response)
    {
        response.Headers.CacheControl = "no-cache";
        return Results.Stream(typeof(StudioPages).Assembly.GetManifestResourceStream("studio.css")!, "text/css; charset=utf-8");
    }

    private static async Task<IResult> OutboxAsync(HttpContext http, IStudioSource source, StudioOptions options)
    {
        var texts = Prepare(http);
        if (!options.ShowsMessages)
            return Notice(http, texts, StatusCodes.Status403Forbidden, texts.LocalOnly, "");
        var messages = await source.RecentAsync(Shown, http.RequestAborted);
        return new RazorComponentResult<OutboxPage>(new { Texts = texts, Messages = messages, options.IsDemo });
    }

    private static async Task<IResult> MessageAsync(HttpContext http, string id, IStudioSource source, StudioOptions options)
    {
        var texts = Prepare(http);
        if (!options.ShowsMessages)
            return Notice(http, texts, StatusCodes.Status403Forbidden, texts.LocalOnly, "");
        if (await source.GetAsync(id, http.RequestAborted) is not { } record)
            return Notice(http, texts, StatusCodes.Status404NotFound, texts.NotFound, texts.NotFoundHelp);
        return new RazorComponentResult<MessagePage>(new
        {
            Texts = texts,
            Record = record,
            Explanation = source.Explain(record, texts.Language),
            Copies = source.CopiesOf(record.Message.Id),
        });
    }

    private static IResult Copy(HttpContext http, string id, string copy, IStudioSource source, StudioOptions options)
    {
        Prepare(http);
        return options.ShowsMessages && source.OpenCopy(id, copy) is { } stream
            ? Results.Stream(stream, "message/rfc822", $"{copy}.eml")
            : Results.NotFound();
    }

    private static RazorComponentResult<NoticePage> Notice(HttpContext http, StudioTexts texts, int status, string title, string help)
    {
        http.Response.ContentType = MediaTypeNames.Text.Html;
        return new RazorComponentResult<NoticePage>(new { Texts = texts, Title = title, Help = help }) { StatusCode = status };
    }

    private static StudioTexts Prepare(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        return StudioTexts.Of(LanguageOf(http.Request));
    }

    private static string LanguageOf(HttpRequest request)
    {
        if (request.Query["lang"].ToString() is ("de" or "en") and var chosen)
            return chosen;
        var wanted = request.GetTypedHeaders().AcceptLanguage.OrderByDescending(entry => entry.Quality ?? 1).Select(entry => entry.Value.ToString());
        return wanted.Select(entry => entry.Split('-')[0].ToLowerInvariant()).FirstOrDefault(entry => entry is "de" or "en") ?? "en";
    }
}
